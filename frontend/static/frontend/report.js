// The report form, made fit for bad connections. What is written is kept on this device (IndexedDB, photos included)
// until it has arrived; a report that was sent goes its way by itself: first its words, then its files one by one.
// The report's own id travels with it, so however often it is sent, it is one report. Without this script the same
// form works as an ordinary one.
"use strict";
(() => {
  const make = (tag, said, ...children) => {
    const node = Object.assign(document.createElement(tag), said);
    node.append(...children);
    return node;
  };
  const onClick = (node, act) => { node.addEventListener("click", act); return node; };

  // The claim code: copying and printing.
  const offerCode = root => {
    for (const list of root.querySelectorAll(".script")) list.hidden = false;
    for (const button of root.querySelectorAll("[data-copy]")) onClick(button, async () => {
      const code = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = "Selected: copy it now";
      }
    });
    for (const button of root.querySelectorAll("[data-print]")) onClick(button, () => print());
  };
  offerCode(document);

  const form = document.getElementById("report");
  if (!form) return;
  const { owner, zone } = form.dataset;
  const mostFiles = Number(form.dataset.mostFiles);
  const $ = id => document.getElementById(id);
  const field = name => form.elements.namedItem(name);
  const picker = field("photos");
  const SKIPPED = new Set(["photos", "csrfmiddlewaretoken", "client_id", "claim_secret"]);

  // --- What is kept on the device.
  const memory = new Map();
  let database = null;
  const opened = new Promise(resolve => {
    try {
      const asked = indexedDB.open("mobilize-reports", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("drafts", { keyPath: "id" });
      asked.onsuccess = () => { database = asked.result; resolve(); };
      asked.onerror = () => resolve();
      asked.onblocked = () => resolve();
    } catch { resolve(); }
  });
  const store = (mode, act) => new Promise((resolve, reject) => {
    const asked = act(database.transaction("drafts", mode).objectStore("drafts"));
    asked.transaction.oncomplete = () => resolve(asked.result);
    asked.transaction.onabort = asked.transaction.onerror = () => reject(asked.transaction.error);
  });
  const keep = async draft => {
    memory.set(draft.id, draft);
    if (!database) return false;
    try { await store("readwrite", drafts => drafts.put(draft)); return true; } catch { return false; }
  };
  const forget = async draft => {
    memory.delete(draft.id);
    if (database) await store("readwrite", drafts => drafts.delete(draft.id)).catch(() => {});
  };
  const all = async () => {
    const found = database ? await store("readonly", drafts => drafts.getAll()).catch(() => []) : [];
    return found.filter(draft => draft.owner === owner);
  };

  // --- The draft that the form shows.
  const newId = () => crypto.randomUUID ? crypto.randomUUID()
    : "10000000-1000-4000-8000-100000000000".replace(/[018]/g,
      c => (+c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> +c / 4).toString(16));
  let draft = { id: field("client_id").value, owner, state: "writing", fields: {}, files: [], begun: Date.now() };

  // Without signing in: all reports from this device have one place, by a secret that it keeps to itself.
  const secretOf = () => {
    const given = field("claim_secret").value;
    if (!given) return "";
    const name = `mobilize-secret:${owner}`;
    try {
      if (!localStorage.getItem(name)) localStorage.setItem(name, given);
      return localStorage.getItem(name);
    } catch { return given; }
  };

  const read = () => {
    for (const input of form.elements) if (input.name && !SKIPPED.has(input.name)) draft.fields[input.name] = input.value;
  };
  const write = () => {
    for (const [name, value] of Object.entries(draft.fields)) if (field(name)) field(name).value = value;
    showQuestions();
    showFiles();
  };
  let timer = 0, touched = false;
  const saveSoon = () => { touched = true; clearTimeout(timer); timer = setTimeout(save, 250); };
  const save = async () => {
    read();
    const isKept = await keep(draft);
    $("kept").textContent = isKept
      ? `Kept on this device at ${clock(new Date())}; nothing is sent yet.`
      : "This browser keeps nothing on the device: leave the page open until the report is sent.";
  };
  const clock = date => date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const now = () => new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" })
    .format(new Date()).replace(" ", "T");

  // --- Files: chosen one after another, shown small, taken out again.
  const size = bytes => bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const showFiles = () => {
    const list = make("ul", { className: "files" });
    draft.files.forEach((file, index) => {
      const thumb = make("canvas", { width: 48, height: 48 });
      thumb.hidden = true;
      createImageBitmap(file.blob).then(image => {
        const side = Math.min(image.width, image.height);
        thumb.getContext("2d").drawImage(
          image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, 48, 48);
        thumb.hidden = false;
      }).catch(() => {});
      const remove = onClick(make("button", { type: "button", className: "link", textContent: "Remove" }), () => {
        draft.files.splice(index, 1);
        showFiles();
        saveSoon();
      });
      remove.append(make("span", { className: "unseen", textContent: ` ${file.name}` }));
      list.append(make("li", {}, thumb, make("span", { className: "name", textContent: `${file.name}, ${size(file.blob.size)}` }), remove));
    });
    $("chosen").replaceChildren(list);
    $("chosen").hidden = !draft.files.length;
  };
  picker.addEventListener("change", () => {
    const chosen = [...picker.files];
    const room = mostFiles - draft.files.length;
    draft.files.push(...chosen.slice(0, room).map(file => ({ name: file.name, blob: file })));
    picker.value = "";
    trouble(chosen.length > room ? `A report has at most ${mostFiles} files. Not taken: ${chosen.slice(room).map(f => f.name).join(", ")}.` : "");
    showFiles();
    saveSoon();
  });
  const trouble = words => { $("trouble").textContent = words; $("trouble").hidden = !words; };

  // --- Questions belong to the objective that is chosen.
  const showQuestions = () => {
    for (const group of form.querySelectorAll(".questions")) group.hidden = group.dataset.objective !== field("objective").value;
  };
  field("objective").addEventListener("change", showQuestions);

  // --- Where: the device's position, with how exact it is.
  const locate = $("locate");
  if (navigator.geolocation) locate.hidden = false;
  const told = locate.querySelector("[role=status]");
  onClick(locate.querySelector("button"), () => {
    told.textContent = "Asking the device…";
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      field("latitude").value = coords.latitude.toFixed(6);
      field("longitude").value = coords.longitude.toFixed(6);
      field("accuracy_m").value = Math.round(coords.accuracy);
      field("source").value = "device";
      tellPlace();
      saveSoon();
    }, error => {
      told.textContent = error.code === 1
        ? "The position was not allowed. Give an address, or latitude and longitude by hand."
        : "The device did not find its position. Try again in the open, or give an address.";
    }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 10000 });
  });
  const tellPlace = () => {
    const isOurs = field("source").value === "device" && field("latitude").value;
    told.textContent = isOurs
      ? `${field("latitude").value}, ${field("longitude").value}, within ${field("accuracy_m").value} m` : "";
  };
  for (const name of ["latitude", "longitude"]) field(name).addEventListener("input", () => {
    field("source").value = "map";
    field("accuracy_m").value = "";
    tellPlace();
  });

  // --- Sending.
  const csrf = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || field("csrfmiddlewaretoken").value;
  const LATER = Symbol("later");
  // One request; tells how far it is. A lost connection, or a server that is ill, is LATER and never an answer.
  const post = (address, body, progress) => new Promise(resolve => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrf());
    request.timeout = 600000;
    request.upload.onprogress = ({ loaded, total }) => progress && progress(total ? loaded / total : 0);
    request.onerror = request.ontimeout = request.onabort = () => resolve(LATER);
    request.onload = () => {
      if (request.status >= 500 || request.status === 429) return resolve(LATER);
      try { resolve({ status: request.status, said: JSON.parse(request.responseText) }); }
      catch { resolve({ status: request.status, said: null }); }
    };
    request.send(body);
  });

  const outbox = $("outbox");
  const cards = new Map();
  const card = item => {
    if (!cards.has(item.id)) {
      const status = make("p");
      status.setAttribute("role", "status");
      const bar = make("progress", { max: 1, value: 0 });
      bar.setAttribute("aria-label", "How much has been sent");
      const more = make("div");
      const node = make("div", { className: "notice" }, status, bar, more);
      outbox.append(node);
      outbox.hidden = false;
      cards.set(item.id, { node, status, bar, more });
    }
    return cards.get(item.id);
  };
  const say = (item, words, done) => {
    const shown = card(item);
    shown.status.textContent = words;
    shown.bar.value = done ?? shown.bar.value;
    shown.bar.hidden = done === undefined;
  };
  const nameOf = item => {
    const option = [...field("objective").options].find(each => each.value === item.fields.objective);
    return option ? option.text : "your report";
  };
  const waits = item => `Kept on this device: ${nameOf(item)}${item.files.length ? `, ${item.files.length} ${item.files.length === 1 ? "file" : "files"}` : ""}. `;

  const sendWords = async item => {
    const body = new FormData();
    for (const [name, value] of Object.entries(item.fields)) body.append(name, value);
    body.append("client_id", item.id);
    const secret = secretOf();
    if (secret) body.append("claim_secret", secret);
    const answer = await post(form.action || location.href, body);
    if (answer === LATER) return false;
    if (answer.status === 200) {
      item.receipt = answer.said;
      item.refused = answer.said.refused;
      item.sentFiles = 0;
      await keep(item);
      return true;
    }
    await giveBack(item, answer);
    return null;
  };
  // The server says what is wrong with it: back into the form with it, so that its writer can mend it.
  const giveBack = async (item, { status, said }) => {
    cards.get(item.id)?.node.remove();
    cards.delete(item.id);
    item.state = "writing";
    await keep(item);
    draft = item;
    write();
    form.hidden = false;
    const errors = said?.errors || {};
    trouble(status === 401 ? "You are signed out. Sign in, and come back to this page: everything is kept here."
      : Object.keys(errors).length ? "Not sent. Please check what is marked; everything is kept."
      : "Not sent, because this page is too old. Load it again: everything is kept on this device.");
    for (const [name, messages] of Object.entries(errors)) {
      if (name === "__all__" || !field(name)) { trouble(`Not sent, but kept. ${messages.join(" ")}`); continue; }
      const place = field(name).closest(".field");
      if (!place) continue;
      place.classList.add("wrong");
      place.querySelector(".errorlist")?.remove();
      const list = make("ul", { className: "errorlist" }, ...messages.map(words => make("li", { textContent: words })));
      field(name).before(list);
      field(name).closest("details")?.setAttribute("open", "");
    }
    $("trouble").scrollIntoView({ block: "center" });
  };
  const sendFile = async item => {
    const file = item.files[0];
    const [sent, whole] = [item.sentFiles, item.sentFiles + item.files.length];
    const body = new FormData();
    body.append("ticket", item.receipt.ticket);
    body.append("photos", file.blob, file.name);
    const answer = await post(item.receipt.files, body,
      part => say(item, `The report is in. Sending ${file.name}: ${sent + 1} of ${whole}.`, (sent + part) / whole));
    if (answer === LATER) return false;
    if (answer.status === 200 && answer.said) item.refused.push(...answer.said.refused);
    else item.refused.push({ name: file.name, message: "It could not be added. Open your report and add it there." });
    item.files.shift();
    item.sentFiles += 1;
    await keep(item);
    return true;
  };
  const finish = async item => {
    const { receipt, refused } = item;
    await forget(item);
    if (receipt.report && !refused.length && cards.size === 1 && !touched) { location.assign(receipt.report); return; }
    const shown = card(item);
    say(item, `Sent: ${nameOf(item)} arrived, and was received at ${clock(new Date(receipt.received_at))}.`);
    shown.more.replaceChildren(...refused.map(each => make("p", {}, make("strong", { textContent: each.name }), ` was not kept. ${each.message}`)));
    if (receipt.report) shown.more.append(make("p", {}, make("a", { href: receipt.report, textContent: "Look at your report" })));
    if (receipt.claim_code) showCode(shown.more, receipt.claim_code);
  };
  const showCode = (place, code) => {
    const box = make("div", { className: "code" },
      make("h2", { textContent: "Your claim code" }),
      make("p", { className: "big" }, make("code", { id: "code", textContent: code })),
      make("p", { textContent: "Copy it or print this page now. Whoever has it can take the place of this report, with everything it earns; until then that is held for you." }));
    const link = make("a", { href: "../claim/", textContent: "claim page" });
    box.append(make("p", { className: "quiet" }, "When you want what is yours: sign in, open the ", link, " and give the code."));
    const buttons = make("ul", { className: "buttons script" });
    const [copy, paper] = ["Copy the code", "Print this page"].map(words => make("button", { type: "button", textContent: words }));
    copy.dataset.copy = "code";
    paper.dataset.print = "";
    buttons.append(make("li", {}, copy), make("li", {}, paper));
    box.append(buttons);
    place.append(box);
    offerCode(box);
  };

  // One at a time, over all windows of this browser where it can tell.
  let sending = false, pause = 4000, later = 0;
  const waiting = [];
  const sendAll = async () => {
    if (sending) return;
    sending = true;
    clearTimeout(later);
    const locked = async act => navigator.locks ? navigator.locks.request(`mobilize:${owner}`, act) : act();
    await locked(async () => {
      while (waiting.length) {
        const item = waiting[0];
        const isDown = navigator.onLine === false;
        if (!isDown) say(item, item.receipt ? "The report is in. Sending its files." : `Sending: ${nameOf(item)}.`, 0);
        let went = isDown ? false : item.receipt ? true : await sendWords(item);
        while (went && item.files.length) went = await sendFile(item);
        if (went === false) {
          say(item, item.receipt
            ? `The report is in. ${item.files.length} ${item.files.length === 1 ? "file is" : "files are"} kept on this device and sent as soon as there is a connection.`
            : `${waits(item)}It is sent as soon as there is a connection; leave this page open, or come back to it.`);
          later = setTimeout(sendAll, pause);
          pause = Math.min(pause * 2, 60000);
          break;
        }
        pause = 4000;
        waiting.shift();
        if (went) await finish(item);
      }
    });
    sending = false;
  };
  addEventListener("online", () => { pause = 4000; sendAll(); });

  form.addEventListener("submit", async event => {
    event.preventDefault();
    clearTimeout(timer);
    for (const wrong of form.querySelectorAll(".wrong")) { wrong.classList.remove("wrong"); wrong.querySelector(".errorlist")?.remove(); }
    trouble("");
    read();
    if (!draft.fields.note.trim()) {
      await giveBack(draft, { status: 400, said: { errors: { note: ["Describe what you saw, so that a reviewer can check it."] } } });
      return;
    }
    // Empty means now, and now is when it was sent off, not when a connection came.
    draft.fields.seen_at ||= now();
    draft.state = "waiting";
    const item = draft;
    const isKept = await keep(item);
    waiting.push(item);
    say(item, isKept ? `${waits(item)}Sending it.` : "Sending it. Leave this page open until it has arrived.", 0);
    draft = { id: newId(), owner, state: "writing", fields: { objective: item.fields.objective }, files: [], begun: Date.now() };
    form.reset();
    field("objective").value = draft.fields.objective;
    field("source").value = field("accuracy_m").value = "";
    tellPlace();
    touched = false;
    $("kept").textContent = "";
    showQuestions();
    showFiles();
    card(item).node.scrollIntoView({ block: "center" });
    sendAll();
  });
  form.addEventListener("input", saveSoon);

  // --- What was kept here before.
  (async () => {
    showQuestions();
    await opened;
    const found = (await all()).sort((one, other) => one.begun - other.begun);
    const written = found.findLast ? found.findLast(each => each.state === "writing") : found.filter(each => each.state === "writing").pop();
    if (written && !touched) {
      draft = written;
      write();
      tellPlace();
      $("kept").textContent = "This is what you had written before; it was kept on this device and is not sent yet.";
    }
    waiting.push(...found.filter(each => each.state === "waiting" && !waiting.includes(each)));
    for (const item of waiting) say(item, waits(item));
    if (waiting.length) sendAll();
  })();
})();
