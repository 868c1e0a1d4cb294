// The reference in node: `ws` or `socket.io`, told by a request, sends one message of the same size to everybody.
const [kind, port, size] = [process.argv[2], +process.argv[3], +process.argv[4]];
let version = 0;
let broadcast;

const server = require("http").createServer((request, response) => {
  if (request.url === "/tell") {
    const message = { was: version, version: ++version, regions: { cell: "" }, stale: [] };
    message.regions.cell = "x".repeat(Math.max(0, size - JSON.stringify(message).length));
    broadcast(message);
  }
  response.end(JSON.stringify({ version }));
});

const greeting = { version: 0, release: "reference" };
if (kind === "ws") {
  const sockets = new (require("ws").WebSocketServer)({ server });
  sockets.on("connection", (client) => client.send(JSON.stringify(greeting)));
  broadcast = (message) => {
    const text = JSON.stringify(message);
    for (const client of sockets.clients) client.send(text);
  };
} else {
  const sockets = new (require("socket.io").Server)(server, { transports: ["websocket"], serveClient: false });
  sockets.on("connection", (client) => client.emit("news", greeting));
  broadcast = (message) => sockets.emit("news", message);
}
server.listen({ port, host: "127.0.0.1", backlog: 4096 });
