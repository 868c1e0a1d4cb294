// While an edition is being made its page looks again every second how far it is. Without it: reload the page.

import { catchUp } from "./live.js";

setInterval(() => { if (document.getElementById("making") && !document.hidden) catchUp(); }, 1000);
