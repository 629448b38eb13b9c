/** Marks the words that led to a page, with the browser's own highlights: the page itself stays as it is. */

const NAME = "search";

/** Mark `words` in an element. Browsers without highlights show the page as always. */
export function highlight(root, words) {
  if (!CSS.highlights || !words.length) return;
  const ranges = [];
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const wanted = words.map((word) => word.toLowerCase());
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.data.toLowerCase();
    for (const word of wanted) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set(NAME, new Highlight(...ranges));
}
