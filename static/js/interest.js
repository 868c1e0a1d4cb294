// "I'd come" without leaving the sheet's page. Without it the same form loads the page again.

import { sendForms } from "./send.js";

sendForms(document.getElementById("interest-place"));
