// Makes a photo smaller before it is sent, where this browser can read it: less to send, and its place, camera and
// names never leave the device. Where it can't (HEIC outside of Safari) the photo is sent as it is.

const LONGEST = 3000, QUALITY = 0.88;
const KEPT = 1_500_000; // bytes of a drawing (PNG, WebP) that is sent as it is: it may be seen through

/** Returns the photo to send: a smaller one, or the same. */
export async function shrink(file) {
  const drawing = /^image\/(png|webp)$/.test(file.type);
  if (/^image\/(gif|svg)/.test(file.type) || (drawing && file.size < KEPT)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const ink = canvas.getContext("2d");
    ink.imageSmoothingQuality = "high";
    ink.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const kind = drawing ? "image/webp" : "image/jpeg";
    const small = await new Promise((done) => canvas.toBlob(done, kind, QUALITY));
    canvas.width = canvas.height = 0; // gives its memory back at once, on phones too
    return small && small.type === kind && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}
