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
        button.textContent = button.dataset.done;
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = button.dataset.selected;
      }
    });
    for (const button of root.querySelectorAll("[data-print]")) onClick(button, () => print());
  };
  offerCode(document);

  const form = document.getElementById("report");
  if (!form) return;
  const { owner, zone } = form.dataset;
  const mostFiles = Number(form.dataset.mostFiles);
  // What is said here comes with the page, in its language; numbers and times are written as that language does.
  const words = JSON.parse(form.dataset.words);
  const phrase = (name, values = {}) => words[name].replace(/%\((\w+)\)s/g, (whole, key) => values[key] ?? whole);
  const spoken = document.documentElement.lang;
  const locale = navigator.languages.find(each => each.split("-")[0] === spoken) || spoken;
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
    await opened;
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

  // All reports from this device have one place, by a secret that it keeps to itself.
  const secretOf = () => {
    const given = field("claim_secret").value;
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
  // It says so only once all that is written is kept.
  const saveSoon = () => {
    touched = true;
    $("kept").textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, 250);
  };
  const save = async () => {
    const own = timer;
    read();
    const isKept = await keep(draft);
    if (own !== timer) return;
    $("kept").textContent = isKept
      ? phrase("kept_at", { time: clock(new Date()) }) : phrase("not_kept");
  };
  const clock = date => date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const now = () => new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" })
    .format(new Date()).replace(" ", "T");

  // --- Files: chosen one after another, shown small, taken out again.
  const size = bytes => bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`;
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
      const remove = onClick(make("button", { type: "button", className: "link", textContent: phrase("remove") }), () => {
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
    trouble(chosen.length > room
      ? phrase("too_many", { most: mostFiles, names: chosen.slice(room).map(f => f.name).join(", ") }) : "");
    showFiles();
    saveSoon();
  });
  const trouble = said => { $("trouble").textContent = said; $("trouble").hidden = !said; };

  // --- Questions belong to the objective that is chosen.
  const showQuestions = () => {
    for (const group of form.querySelectorAll(".questions")) group.hidden = group.dataset.objective !== field("objective").value;
  };
  field("objective").addEventListener("change", showQuestions);

  // --- Where: the device's position, with how exact it is.
  const locate = $("locate");
  if (navigator.geolocation) locate.hidden = false;
  const told = locate.querySelector("[role=status]");
  // A position that comes late is none of what is written by then.
  let asked = 0;
  onClick(locate.querySelector("button"), () => {
    const own = asked += 1;
    told.textContent = phrase("asking");
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      if (own !== asked) return;
      field("latitude").value = coords.latitude.toFixed(6);
      field("longitude").value = coords.longitude.toFixed(6);
      field("accuracy_m").value = Math.round(coords.accuracy);
      field("source").value = "device";
      tellPlace();
      saveSoon();
    }, error => {
      if (own === asked) told.textContent = phrase(error.code === 1 ? "position_refused" : "position_unknown");
    }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 10000 });
  });
  const tellPlace = () => {
    const isOurs = field("source").value === "device" && field("latitude").value;
    told.textContent = isOurs
      ? phrase("position", {
        latitude: field("latitude").value, longitude: field("longitude").value, metres: field("accuracy_m").value,
      }) : "";
  };
  for (const name of ["latitude", "longitude"]) field(name).addEventListener("input", () => {
    asked += 1;
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
      bar.setAttribute("aria-label", phrase("how_far"));
      const more = make("div");
      const node = make("div", { className: "notice" }, status, bar, more);
      outbox.append(node);
      outbox.hidden = false;
      cards.set(item.id, { node, status, bar, more });
    }
    return cards.get(item.id);
  };
  const say = (item, said, done) => {
    const shown = card(item);
    shown.status.textContent = said;
    shown.bar.value = done ?? shown.bar.value;
    shown.bar.hidden = done === undefined;
  };
  const nameOf = item => {
    const option = [...field("objective").options].find(each => each.value === item.fields.objective);
    return option ? option.text : phrase("some_report");
  };
  const waits = item => phrase(["waits", "waits_with_one"][item.files.length] || "waits_with_more",
    { report: nameOf(item), count: item.files.length });

  const sendWords = async item => {
    const body = new FormData();
    for (const [name, value] of Object.entries(item.fields)) body.append(name, value);
    body.append("client_id", item.id);
    body.append("claim_secret", secretOf());
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
  const aside = [];
  // The server says what is wrong with it: back into the form with it, so that its writer can mend it.
  const giveBack = async (item, { said }) => {
    cards.get(item.id)?.node.remove();
    cards.delete(item.id);
    item.state = "writing";
    await keep(item);
    if (draft !== item && draft.state === "writing") {
      // What is being written meanwhile comes back once this one is sent.
      clearTimeout(timer);
      read();
      if (draft.fields.note.trim() || draft.files.length) {
        await keep(draft);
        aside.push(draft);
      }
      asked += 1;
    }
    draft = item;
    write();
    tellPlace();
    form.hidden = false;
    const errors = said?.errors || {};
    trouble(phrase(Object.keys(errors).length ? "please_check" : "page_too_old"));
    for (const [name, messages] of Object.entries(errors)) {
      if (name === "__all__" || !field(name)) { trouble(phrase("not_sent", { why: messages.join(" ") })); continue; }
      const place = field(name).closest(".field");
      if (!place) continue;
      place.classList.add("wrong");
      place.querySelector(".errorlist")?.remove();
      const list = make("ul", { className: "errorlist" }, ...messages.map(message => make("li", { textContent: message })));
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
      part => say(item, phrase("sending_file", { file: file.name, number: sent + 1, whole }), (sent + part) / whole));
    if (answer === LATER) return false;
    if (answer.status === 200 && answer.said) item.refused.push(...answer.said.refused);
    else item.refused.push({ name: file.name, message: phrase("not_added") });
    item.files.shift();
    item.sentFiles += 1;
    await keep(item);
    return true;
  };
  const finish = async item => {
    const { receipt, refused } = item;
    await forget(item);
    const shown = card(item);
    say(item, phrase("arrived", { report: nameOf(item), time: clock(new Date(receipt.received_at)) }));
    shown.more.replaceChildren(...refused.map(each => {
      const [before, after] = phrase("refused", { why: each.message }).split("%(name)s");
      return make("p", {}, before, make("strong", { textContent: each.name }), after);
    }));
    if (receipt.claim_code) showCode(shown.more, receipt.claim_code);
  };
  const showCode = (place, code) => {
    const box = document.importNode($("a-claim-code").content, true).firstElementChild;
    box.querySelector("code").textContent = code;
    place.append(box);
    offerCode(box);
  };

  // One at a time, over all windows of this browser where it can tell.
  let sending = false, isPutOff = false, pause = 4000, later = 0;
  const waiting = [];
  const sendAll = async () => {
    if (sending) return;
    sending = true;
    isPutOff = false;
    clearTimeout(later);
    const locked = async act => navigator.locks ? navigator.locks.request(`mobilize:${owner}`, act) : act();
    await locked(async () => {
      while (waiting.length) {
        const item = waiting[0];
        const isDown = navigator.onLine === false;
        if (!isDown) say(item, item.receipt ? phrase("sending_files") : phrase("sending", { report: nameOf(item) }), 0);
        let went = isDown ? false : item.receipt ? true : await sendWords(item);
        while (went && item.files.length) went = await sendFile(item);
        if (went === false) {
          say(item, item.receipt
            ? phrase(item.files.length === 1 ? "one_file_waits" : "files_wait", { count: item.files.length })
            : `${waits(item)} ${phrase("sent_with_a_connection")}`);
          isPutOff = true;
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
    // What came at the very end was passed over.
    if (waiting.length && !isPutOff) await sendAll();
  };
  addEventListener("online", () => { pause = 4000; sendAll(); });

  form.addEventListener("submit", async event => {
    event.preventDefault();
    // Pressed twice: it is being kept.
    if (draft.state !== "writing") return;
    clearTimeout(timer);
    timer = 0;
    for (const wrong of form.querySelectorAll(".wrong")) { wrong.classList.remove("wrong"); wrong.querySelector(".errorlist")?.remove(); }
    trouble("");
    read();
    if (!draft.fields.note.trim()) {
      await giveBack(draft, { said: { errors: { note: [phrase("describe")] } } });
      return;
    }
    // Empty means now, and now is when it was sent off, not when a connection came.
    draft.fields.seen_at ||= now();
    draft.state = "waiting";
    const item = draft;
    const isKept = await keep(item);
    waiting.push(item);
    say(item, isKept ? `${waits(item)} ${phrase("sending_it")}` : phrase("sending_it_unkept"), 0);
    if (draft === item) {
      asked += 1;
      draft = aside.pop()
        || { id: newId(), owner, state: "writing", fields: { objective: item.fields.objective }, files: [], begun: Date.now() };
      form.reset();
      field("source").value = field("accuracy_m").value = "";
      write();
      tellPlace();
      $("kept").textContent = "";
    }
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
      $("kept").textContent = phrase("written_before");
    }
    waiting.push(...found.filter(each => each.state === "waiting" && !waiting.includes(each)));
    for (const item of waiting) say(item, waits(item));
    if (waiting.length) sendAll();
  })();
})();
