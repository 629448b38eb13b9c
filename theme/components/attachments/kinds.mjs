/** Which files are taken, told by their first bytes as the server does: names and types are often wrong. */

const BEGINNINGS = [
  ["image/png", (bytes) => begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ["image/jpeg", (bytes) => begins(bytes, [0xff, 0xd8, 0xff])],
  ["image/webp", (bytes) => begins(bytes, [0x52, 0x49, 0x46, 0x46]) && begins(bytes.slice(8), [0x57, 0x45, 0x42, 0x50])],
  ["application/pdf", (bytes) => /^(?:\u00ef\u00bb\u00bf)?\s*%PDF-/.test(String.fromCharCode(...bytes))],
];

/** The kind of a file, as a media type; null for one that is not taken. */
export async function kindOf(file) {
  const bytes = new Uint8Array(await file.slice(0, 24).arrayBuffer());
  return BEGINNINGS.find(([, matches]) => matches(bytes))?.[0] ?? null;
}

/** Why a file can't be added: "empty", "too_large", "wrong_kind" or "unreadable"; null when it can. */
export async function problemOf(file, bytesMax) {
  if (file.size === 0) return "empty";
  if (file.size > bytesMax) return "too_large";
  try {
    return (await kindOf(file)) ? null : "wrong_kind";
  } catch {
    return "unreadable"; // moved or deleted since it was chosen, or a folder
  }
}

function begins(bytes, beginning) {
  return beginning.every((byte, index) => bytes[index] === byte);
}
