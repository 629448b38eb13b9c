/** Writes a Pagefind index of each set into `FOLDER/<set>`. Reads the sets on stdin. */
import { readFileSync } from "node:fs";
import { close, createIndex } from "pagefind";

for (const { name, lang, docs } of JSON.parse(readFileSync(0, "utf8"))) {
  const { index } = await createIndex({ forceLanguage: lang });
  for (const { id, title, text } of docs) {
    await index.addCustomRecord({ url: `/${id}`, content: `${title}\n${text}`, language: lang, meta: { title, id } });
  }
  await index.writeFiles({ outputPath: `${process.env.FOLDER}/${name}` });
}
await close();
