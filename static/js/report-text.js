// Ties a field to a shared text: what is typed goes in as one small change, what others type appears without moving
// the cursor from its word.

/** Returns the one change that leads from one text to another: {at, gone, put}; the cursor says which of equal letters. */
export function change(was, now, cursor = now.length) {
  const most = Math.min(was.length, now.length, Math.max(0, now.length > was.length ? cursor - (now.length - was.length) : cursor));
  let at = 0, end = 0;
  while (at < most && was[at] === now[at]) at++;
  while (end < Math.min(was.length, now.length) - at && was.at(-1 - end) === now.at(-1 - end)) end++;
  if (high(was, at - 1) || high(now, at - 1)) at--; // never between the halves of an emoji
  if (end && (high(was, was.length - end - 1) || high(now, now.length - end - 1))) end--;
  return { at, gone: was.length - end - at, put: now.slice(at, now.length - end) };
}

const high = (text, at) => at >= 0 && (text.charCodeAt(at) & 0xfc00) === 0xd800;

/** Returns where a place of the old text is in the new one. */
function through(delta, place) {
  let at = 0;
  for (const { retain = 0, insert = "", delete: gone = 0 } of delta) {
    if (at + retain > place) break;
    at += retain;
    if (gone) place -= Math.min(gone, place - at);
    if (insert.length && at < place) place += insert.length;
    at += insert.length;
  }
  return place;
}

/** Keeps field and text the same. While a keyboard composes a word, what others type waits. */
export function bind(field, text, doc) {
  let shown = field.value, composing = false;

  function type() {
    const mine = change(shown, field.value, field.selectionEnd ?? undefined);
    if (!mine.gone && !mine.put) return;
    const there = text.toString();
    if (there !== shown) {
      const theirs = change(shown, there); // came while a word was being composed
      const end = mine.at + mine.gone;
      if (theirs.at + theirs.gone <= mine.at) mine.at += there.length - shown.length;
      else if (theirs.at < end) Object.assign(mine, { at: theirs.at + theirs.put.length, gone: 0 });
    }
    doc.transact(() => {
      if (mine.gone) text.delete(mine.at, mine.gone);
      if (mine.put) text.insert(mine.at, mine.put);
    }, field);
    shown = field.value;
  }

  function show(delta) {
    const places = field === document.activeElement && field.type !== "date" ? [field.selectionStart, field.selectionEnd] : null;
    const [top, page] = [field.scrollTop, scrollY];
    field.value = shown = text.toString();
    shown = field.value;
    if (places) field.setSelectionRange(...places.map((place) => through(delta, place)), field.selectionDirection);
    field.scrollTop = top;
    if (places && scrollY !== page) scrollTo({ top: page, behavior: "instant" });
  }

  function catchUp() {
    composing = false;
    type();
    const { at, gone, put } = change(shown, text.toString());
    if (gone || put) show([{ retain: at }, { delete: gone }, { insert: put }]);
  }

  field.addEventListener("compositionstart", () => { composing = true; });
  field.addEventListener("compositionend", catchUp);
  field.addEventListener("blur", () => composing && catchUp());
  field.addEventListener("input", type);
  text.observe((event) => { if (event.transaction.origin !== field && !composing) show(event.delta); });
  if (text.toString() !== shown) typedBefore();

  // What was typed before this script was here goes into the text, too.
  function typedBefore() {
    const mine = change(field.defaultValue, field.value, field.selectionEnd ?? undefined);
    const { at } = change(field.defaultValue, text.toString());
    shown = text.toString();
    const begin = mine.at > at ? mine.at + shown.length - field.defaultValue.length : mine.at;
    if (mine.gone || mine.put) doc.transact(() => {
      const place = Math.max(0, Math.min(begin, text.length));
      text.delete(place, Math.min(mine.gone, text.length - place));
      text.insert(place, mine.put);
    }, "before");
    show([]);
  }
}
