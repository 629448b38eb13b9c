/** Card numbers in running digits; the same as src/helpcenter/redaction/card.py. */

const RUN = /[0-9]+(?:[ ./_~-]{1,3}[0-9]+)*/g;
const GROUP = /[0-9]+/g;
const NEIGHBOUR = /[a-z●]/;
const SHORTEST = 13;
const LONGEST = 19;

/** Each card number in a lower-case text as {start, end, needsLabel}. */
export function* findCards(text, card) {
  for (const run of text.matchAll(RUN)) {
    const groups = [...run[0].matchAll(GROUP)].map(({ 0: digits, index }) => [
      run.index + index,
      run.index + index + digits.length,
    ]);
    let first = 0;
    while (first < groups.length) {
      const found = longest(text, groups, first, card);
      if (found) {
        yield { start: groups[first][0], end: groups[found.last][1], needsLabel: found.needsLabel };
        first = found.last;
      }
      first += 1;
    }
  }
}

function longest(text, groups, first, card) {
  const [start] = groups[first];
  if (start && NEIGHBOUR.test(text[start - 1])) return null;
  if (isSingle(groups, first - 1, first)) return null;
  let digits = "";
  const sizes = [];
  let best = null;
  for (let last = first; last < groups.length; last += 1) {
    const [begin, end] = groups[last];
    if (end - begin > LONGEST) break;
    digits += text.slice(begin, end);
    sizes.push(end - begin);
    if (digits.length > LONGEST) break;
    if (digits.length < SHORTEST || !isShape(sizes, card) || NEIGHBOUR.test(text[end] ?? "")) continue;
    if (isSingle(groups, last, last + 1)) continue;
    if (isIn(digits, card.ranges) && luhn(digits)) best = { last, needsLabel: false };
    else if (isIn(digits, card.ranges_near) && luhn(digits)) best = { last, needsLabel: true };
  }
  return best;
}

/** Whether the groups at these places are one digit each: such a number is taken whole or not at all. */
function isSingle(groups, ...places) {
  return places.every((place) => groups[place] && groups[place][1] - groups[place][0] === 1);
}

function isShape(sizes, { shapes }) {
  if (sizes.length === 1 || sizes.every((size) => size === 1)) return true;
  return shapes.some((shape) => shape.length === sizes.length && shape.every((size, at) => size === sizes[at]));
}

function isIn(digits, ranges) {
  return ranges.some(([first, last, lengths]) => {
    const prefix = digits.slice(0, first.length);
    return lengths.includes(digits.length) && first <= prefix && prefix <= last;
  });
}

function luhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (1 + (place % 2));
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
