/** Addresses that open what people share with; nothing is loaded from there, and nothing is told to them before. */
export interface ShareTarget {
  name: string;
  address: string;
}

export function shareTargets(link: string, text: string, subject: string, email: string): ShareTarget[] {
  const part = encodeURIComponent;
  return [
    { name: "WhatsApp", address: `https://wa.me/?text=${part(`${text} ${link}`)}` },
    { name: "Telegram", address: `https://t.me/share/url?url=${part(link)}&text=${part(text)}` },
    { name: "X", address: `https://x.com/intent/post?text=${part(text)}&url=${part(link)}` },
    { name: email, address: `mailto:?subject=${part(subject)}&body=${part(`${text} ${link}`)}` },
  ];
}

/** The link as people read it aloud: without the scheme and the last stroke. */
export function spoken(link: string): string {
  return link.replace(/^https?:\/\//, "").replace(/\/$/, "");
}
