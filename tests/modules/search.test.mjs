/** The engine and the library over a handful of articles. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { SearchEngine } from "../../theme/components/search/engine.mjs";
import { excerptOf } from "../../theme/components/search/excerpts.mjs";
import { Library } from "../../theme/components/search/library.mjs";

const KOREAN = [
  ["비밀번호를 잊었을 때", ["비번을 까먹었어요"], [["", "로그인 화면에서 새로 정합니다."], ["메일이 오지 않는다면", "스팸함을 보십시오."]]],
  ["결제를 취소하고 환불받으려면", [], [["", "주문 내역에서 취소합니다."], ["환불 기간", "카드는 며칠 걸립니다."]]],
  ["회원 탈퇴", [], [["", "탈퇴하면 되돌릴 수 없습니다. 메일도 지워집니다."]]],
  ["자막과 음성을 바꾸려면", [], [["", "재생 화면에서 자막을 고릅니다."]]],
  ["연락처", [], [["", "신고 전화 1700-0316으로 알려 주십시오."]]],
];
const ENGLISH = [
  ["If a refund has not arrived", [], [["", "Check the status of the order."]]],
  ["Changing subtitles and sound", [], [["", "Choose a language while the video plays."]]],
  ["Downloading to watch offline", [], [["", "Save films on your phone."]]],
  ["Close your account", ["How do I delete my account?"], [["", "What is deleted can't be restored."]]],
];
const ko = new SearchEngine(KOREAN, [["환불", "돈 돌려받"], ["자막", "캡션"]]);
const en = new SearchEngine(ENGLISH, [["refund", "money back"]]);

const CASES = [
  ["a particle", ko, "비밀번호는", 0],
  ["no spaces", ko, "비밀번호잊었을때", 0],
  ["spaces too many", ko, "비밀 번호", 0],
  ["a compound", ko, "환불기간", 1],
  ["a typing error", ko, "비밀번허", 0],
  ["a half-typed syllable", ko, "탈토", 2],
  ["what customers call it", ko, "까먹었는데", 0],
  ["initials", ko, "ㅎㅇㅌㅌ", 2],
  ["initials of a word inside", ko, "ㅎㅂ", 1],
  ["the wrong keyboard", ko, "wkakr", 3],
  ["the wrong keyboard in capitals", ko, "WKAKR", 3],
  ["a number as it is written", ko, "1700-0316", 4],
  ["a number without its hyphen", ko, "17000316", 4],
  ["the end of a number", ko, "0316", 4],
  ["decomposed Hangul", ko, "탈퇴".normalize("NFD"), 2],
  ["a synonym that no article has", ko, "캡션", 3],
  ["a synonym of several words", ko, "돈 돌려받기", 1],
  ["another form of a word", en, "refunded", 0],
  ["a beginning", en, "subti", 1],
  ["a typing error in English", en, "donwloading", 2],
  ["English on the Korean keyboard", en, "ㄱㄷ려ㅜㅇ", 0],
  ["a synonym in English", en, "I want my money back", 0],
  ["a name word by word", en, "how do i delete my account", 3],
];

for (const [why, engine, query, article] of CASES) {
  test(`${why}: ${query}`, () => assert.equal(engine.search(query).hits[0]?.article, article));
}

test("one word of many is enough", () => {
  assert.equal(ko.search("어제부터 이상하게 회사 컴퓨터에서만 자막 글씨가").hits[0].article, 3);
});

test("words side by side say more than the same words apart", () => {
  const engine = new SearchEngine([
    ["하나", [], [["", "Effect 자막 의존성"]]],
    ["둘", [], [["", "자막 Effect 의존성 화면에서"]]],
  ]);
  assert.equal(engine.search("Effect 의존성").hits[0].article, 1);
});

test("sections come with the best first", () => {
  const [{ article, sections }] = ko.search("환불 기간").hits;
  assert.deepEqual([article, sections[0]], [1, 1]);
});

test("what nobody wrote about finds nothing", () => {
  for (const query of ["", "   ", "?!", "ㅋㅋㅋㅋ"]) assert.deepEqual(ko.search(query).hits, []);
});

test("what covers the query is told", () => {
  assert.equal(ko.search("자막").hits[0].covered, 1);
  const { covered } = ko.search("자막 우주여행").hits[0];
  assert.ok(covered > 0 && covered < 0.6);
});

test("marks are what was asked for, without the particle", () => {
  const { hitIn } = ko.search("자막이 안 나와요");
  assert.deepEqual(hitIn("자막을"), [0, 2]);
  assert.equal(hitIn("언어를"), null);
});

test("an excerpt shows where the words stand", () => {
  const text = `${"앞선 이야기입니다. ".repeat(30)}자막 크기를 바꿉니다.${" 나중 이야기입니다.".repeat(30)}`;
  const parts = excerptOf(text, ko.search("자막 크기").hitIn);
  assert.ok(parts.map(([part]) => part).join("").length < 130);
  assert.ok(parts.some(([part, isMarked]) => isMarked && part === "자막"));
});

const library = new Library({
  articles: [
    ["topics/payment/", "결제와 환불", [], [["", "", "결제에 관한 글입니다."]]],
    ["topics/payment/refund/", "환불이 들어오지 않을 때", [], [["", "", "상태를 봅니다."], ["card", "카드", "카드사에 물어보십시오."]]],
    ["topics/payment/fraud/", "하지 않은 결제가 있을 때", [], [["", "", "도용을 신고합니다."]]],
  ],
  facts: [
    ["number", "결제 도용 신고 전화", "1700-0316", "평일 09:00~18:00", "contact/", ["결제 도용 신고 전화", "1700-0316"]],
    ["number", "고객센터", "1700-0310", "평일 09:00~18:00", "contact/", ["고객센터", "1700-0310"]],
    ["hours", "결제 도용 신고 전화", "평일 09:00~18:00", "1700-0316", "contact/", ["결제 도용 신고 전화"]],
  ],
  asks: { number: ["번호", "연락처"], hours: ["운영 시간", "몇 시"] },
  synonyms: [],
  texts: {},
});

test("who asks for a number gets the number", () => {
  const { cards, articles } = library.search("도용 신고 번호");
  assert.deepEqual(cards.map(({ kind, answer }) => [kind, answer]), [["number", "1700-0316"]]);
  assert.equal(articles[0].path, "topics/payment/fraud/");
});

test("who asks when gets the hours", () => {
  assert.deepEqual(library.search("도용 신고 운영 시간").cards.map(({ kind }) => kind), ["hours"]);
});

test("who asks when and names nothing gets no single channel's hours, however alike a word of it is", () => {
  const lines = { "Identity theft line": "For when someone has opened an account in your name or is using yours.", "Pay line": "Payments", "Video chat": "Films", "Portal chat": "Mail" };
  const facts = Object.entries(lines).map(([name, what]) => ["hours", name, "09:00-18:00", "", "contact/", [name, what]]);
  const asks = { hours: ["hours", "open", "opening"] };
  const many = new Library({ articles: [["hours/", "Opening hours", [], [["", "", "When we are open."]]]], facts, asks, synonyms: [["opening hours", "business hours"]], texts: {} });
  const titles = (query) => many.search(query).cards.map(({ title }) => title);
  assert.deepEqual(titles("opening hours"), []);
  assert.deepEqual(titles("business hours"), []);
  assert.deepEqual(titles("pay line opening hours"), ["Pay line"]);
});

test("who asks for something else gets no card", () => assert.deepEqual(library.search("환불").cards, []));

test("where nothing is found, the topics are", () => {
  const { articles, topics } = library.search("zzzz");
  assert.deepEqual(articles, []);
  assert.deepEqual(topics, [{ path: "topics/payment/", title: "결제와 환불" }]);
});

test("an inquiry gets at most three suggestions, and none before it says something", () => {
  assert.deepEqual(library.suggest("환불"), []);
  const suggestions = library.suggest("주문을 취소했는데 환불이 아직 안 들어왔어요");
  assert.equal(suggestions[0].path, "topics/payment/refund/");
  assert.ok(suggestions.length <= 3);
});
