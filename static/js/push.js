// Offers to be told of moves while the page is closed (Web Push), where this installation allows it and the browser can.
// Without it: what was moved stands on the page.

import { send } from "./send.js";

const scope = document.body.dataset.conference;

/** Shows the button that fits this browser: tell me, or tell me no more. */
export async function offer(place) {
  if (!("serviceWorker" in navigator && "PushManager" in window) || Notification.permission === "denied") return;
  const [on, off] = ["on", "off"].map((name) => place.querySelector(`[data-push=${name}]`));
  const show = (told) => { [on.hidden, off.hidden, place.hidden] = [told, !told, false]; };
  const present = await subscription();
  show(Boolean(present) && place.dataset.known.split(" ").includes(present.endpoint.slice(-16)));
  on.querySelector("button").addEventListener("click", async () => show(await subscribe(place)));
  off.querySelector("button").addEventListener("click", async () => show(!(await unsubscribe(place))));
}

async function subscription() {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  return registration?.pushManager.getSubscription();
}

async function subscribe({ dataset }) {
  try {
    if ((await Notification.requestPermission()) !== "granted") return false;
    const registration = await navigator.serviceWorker.register(dataset.worker, { scope });
    await awake(registration);
    const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: dataset.key });
    const { endpoint, keys } = made.toJSON();
    return send(dataset.subscribe, { endpoint, ...keys });
  } catch {
    return send(dataset.subscribe, {}); // the server says what is missing, in words
  }
}

async function unsubscribe({ dataset }) {
  const present = await subscription();
  await present?.unsubscribe();
  return send(dataset.unsubscribe, { endpoint: present?.endpoint ?? "" });
}

function awake({ active, waiting, installing }) {
  const worker = installing ?? waiting;
  return active ?? new Promise((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
}
