// Keeps the screen awake while it shows. Browsers let a page ask for that only over https and on localhost, and take it
// back when the page is hidden. Elsewhere a playing video keeps it awake: Chromium wants it on a fifth of the page, Firefox
// with a sound track, muted or not. Without either the page works the same, and the computer's own setting decides.

let lock = null, video = null;

export function keepAwake(film) {
  const ask = async () => {
    if (document.hidden || lock?.released === false) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      video?.remove();
      video = null;
    } catch { // not here, or not now
      video ??= screening(film);
      if (video.paused) video.play().catch(() => {});
    }
  };
  document.addEventListener("visibilitychange", ask);
  setInterval(ask, 60_000); // a lock can be lost without a word, for example to a low battery
  ask();
}

/* The film, behind everything and unseen: 24 seconds of grey and silence, a picture every four seconds. It was made by
   ffmpeg -f lavfi -i color=c=0x808080:s=16x16:r=1/4:d=24 -f lavfi -i anullsrc=r=48000:cl=mono -t 24 -c:v libvpx -b:v 2k -g 6
     -pix_fmt yuv420p -c:a libopus -b:a 500 -frame_duration 60 -application lowdelay -fflags +bitexact awake.webm */
function screening(film) {
  const shown = document.createElement("video");
  shown.className = "awake";
  shown.ariaHidden = "true";
  Object.assign(shown, { autoplay: true, muted: true, loop: true, playsInline: true, disableRemotePlayback: true, src: film });
  document.body.prepend(shown);
  return shown;
}
