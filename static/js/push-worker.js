// The service worker of Web Push: shows what it is sent and opens the conference on a tap. It keeps no page and fetches
// nothing. Without it: what was moved stands on the page.

addEventListener("install", () => skipWaiting());

addEventListener("push", (event) => {
  const { title, body, url, tag } = event.data?.json() ?? {};
  if (title) event.waitUntil(registration.showNotification(title, { body, tag: tag ?? url, data: url, renotify: true }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

async function open(url) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const here = pages.find((page) => new URL(page.url).pathname === url);
  return here ? here.focus() : clients.openWindow(url);
}
