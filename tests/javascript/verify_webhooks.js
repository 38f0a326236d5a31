// Verifies messages with the official library: reads [{secret, headers, body}] and writes what became of each.
"use strict";
const { Webhook } = require("standardwebhooks");

let said = "";
process.stdin.on("data", (piece) => (said += piece));
process.stdin.on("end", () => {
  const told = JSON.parse(said).map(({ secret, headers, body }) => {
    try {
      return { type: new Webhook(secret).verify(body, headers).type };
    } catch (refused) {
      return { refused: refused.message };
    }
  });
  process.stdout.write(JSON.stringify(told));
});
