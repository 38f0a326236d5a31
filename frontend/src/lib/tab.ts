/**
 * What this tab of the browser keeps of what was typed or said and is not with the server yet: it is there again after
 * another screen or a reload, and goes with the tab. It is one person's, and goes where somebody else signs in.
 */
const OWNER = "mobilize.owner";

export function kept<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** Undefined forgets it. */
export function keep(name: string, value: unknown): void {
  try {
    if (value === undefined) {
      sessionStorage.removeItem(name);
    } else {
      sessionStorage.setItem(name, JSON.stringify(value));
    }
  } catch {
    // Where nothing may be kept, it stands on the screen alone.
  }
}

let owner = kept<string>(OWNER) ?? "";

/** Whose tab it is; empty before that is known. */
export function tabOwner(): string {
  return owner;
}

/** Make it this person's. What somebody else left in it is taken away, and it says that there was somebody else. */
export function takeTab(person: string): { wasOthers: boolean } {
  const wasOthers = owner !== "" && owner !== person;
  if (wasOthers) {
    try {
      sessionStorage.clear();
    } catch {
      // Then nothing was kept.
    }
  }
  owner = person;
  keep(OWNER, person);
  return { wasOthers };
}
