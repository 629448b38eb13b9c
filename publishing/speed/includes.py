"""What templates include, rendered once where it says the same on many pages.

Three kinds of it. Icons and other files without a statement are text. A template that asks for nothing but
words, settings and addresses says the same on all pages of one folder: which do, is read from their source,
with that of all that they include. Material's own words are macros that call macros: a table is quicker.

An address is told relative to the page's own, so that all pages of a folder tell the same, but for a page
that leads to itself or to what lies below it: such a page renders for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache, meta, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.utils import missing
from mkdocs.theme import Theme
from mkdocs.utils.templates import url_filter

from publishing.speed.parts import Part, UnfitError, replaced
from publishing.speed.patched import PatchedLoader, loader_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jinja2 import Environment, Template
    from jinja2.compiler import Frame
    from jinja2.runtime import Context
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_LANGUAGE = "partials/language.html"
_WORD = re.compile(
    r"\{% macro t\(key\) %\}\{\{ lang\.t\(key\) or fallback\.t\(key\) or key \}\}\{% endmacro %\}"
)
_KEPT_WORD = "{% set t = kept_words(config.theme.language, lang, fallback) %}"
# What is the same on all pages of a language, beside what `on_env` gives: of the settings only what no page
# changes, which `extra` and `plugins` are not.
_SAME = {"config", "lang", "features"}
_CHANGING = {"extra", "plugins"}
_ICONS = ".icons/"
_OFTEN = 3  # from which time on it pays to read what a template asks for
_STATEMENT = re.compile(r"\{[%{#]")
_ASKING = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_VARIES = re.compile(
    r"\{[{%][^}]*\b(?:page|nav|toc)\b"
)  # need not be understood, for no two pages say the same


class _Generator(CodeGenerator):
    """Writes includes as a call that may know what comes out."""

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 as theirs
        """As Jinja's own, for plain includes."""
        name = node.template
        is_list = isinstance(name, nodes.Tuple | nodes.List) or (
            isinstance(name, nodes.Const) and not isinstance(name.value, str)
        )
        if node.ignore_missing or not node.with_context or is_list:
            super().visit_Include(node, frame)
            return
        self.writeline("event = environment.included(", node)
        self.visit(name, frame)
        self.write(f", {self.name!r}, context, {self.dump_local_context(frame)})")
        self.simple_write("event", frame)


class _Includes:
    """What was rendered for the pages of one language."""

    def __init__(self, environment: Environment, config: MkDocsConfig) -> None:
        self._environment = environment
        self._config = config
        self._texts: dict[str, str] = {}
        self._uses: Counter[str] = Counter()
        self._asked: dict[str, frozenset[str] | None] = {}
        self._kept: dict[tuple[str, str], tuple[str, list[str]]] = {}
        self._urls: dict[tuple[str, str], str] = {}
        self._words: dict[tuple[str, str], str] = {}
        self._told: list[str] | None = None  # addresses, while something is rendered to be kept

    def included(self, name: object, parent: str, context: Context, local: dict[str, Any]) -> str:
        """Return what a template makes of a context and of the local names of who includes it."""
        if not isinstance(name, str):
            return _rendered(self._environment.get_or_select_template(name, parent), context, local)  # type: ignore[arg-type]  # as Jinja hands it on
        if name in self._texts:
            return self._texts[name]
        template = self._environment.get_template(name, parent)
        if name not in self._asked and self._is_text(name):
            self._texts[name] = _rendered(template, context, local)
            return self._texts[name]
        self._uses[name] += 1
        names = self._names(name) if self._uses[name] >= _OFTEN else None
        page = local.get("page", context.get("page"))
        if names is None or page is None or self._told is not None or not self._fits(names, context, local):
            return _rendered(template, context, local)
        key = name, _folder(page)
        text, told = self._kept.get(key) or self._note(template, context, local)
        if any(_is_own(page, address) for address in told):
            return _rendered(template, context, local)
        self._kept[key] = text, told
        return text

    def _note(self, template: Template, context: Context, local: dict[str, Any]) -> tuple[str, list[str]]:
        """Return what a template makes, and the addresses that it tells."""
        told: list[str] = []
        self._told = told
        try:
            return _rendered(template, context, local), told
        finally:
            self._told = None

    @pass_context
    def url(self, context: Context, value: object) -> str:
        """As MkDocs's filter, for addresses that were asked for before on pages of the folder."""
        address, page = str(value), context["page"]
        if self._told is not None:
            self._told.append(address)
        if page is None or _is_own(page, address):
            return url_filter(context, address)  # type: ignore[arg-type]  # theirs takes a dict
        key = _folder(page), address
        if key not in self._urls:
            self._urls[key] = url_filter(context, address)  # type: ignore[arg-type]
        return self._urls[key]

    def words(self, language: str, words: Any, fallback: Any) -> Callable[[str], str]:  # noqa: ANN401 modules of templates
        """Return what gives Material's words, as its macro does."""

        def word(key: str) -> str:
            if (language, key) not in self._words:
                self._words[language, key] = str(words.t(key) or fallback.t(key) or key)
            return self._words[language, key]

        return word

    def _is_text(self, name: str) -> bool:
        return not _STATEMENT.search(self._source(name))

    def _names(self, name: str) -> frozenset[str] | None:
        """Return the names that a template asks for, None if it may ask for anything of a page."""
        if name in self._asked:
            return self._asked[name]
        self._asked[name] = None  # should others include each other
        source = self._source(name)
        if _VARIES.search(source):
            return None
        tree = self._environment.parse(source)
        if any(asked.attr in _CHANGING for asked in tree.find_all(nodes.Getattr)):
            return None
        own = {found.name for found in tree.find_all(nodes.Name) if found.ctx == "store"}
        names = meta.find_undeclared_variables(tree)
        for asking in tree.find_all(_ASKING):
            other = _named(getattr(asking, "template", None))
            if other is None:
                return None
            if other != name and not other.startswith(_ICONS) and not self._is_text(other):
                inner = self._names(other)
                if inner is None:
                    return None
                names |= inner
        if names <= _SAME | own | set(self._environment.globals):
            self._asked[name] = frozenset(names)
        return self._asked[name]

    def _source(self, name: str) -> str:
        return loader_of(self._environment).get_source(self._environment, name)[0]

    def _fits(self, names: frozenset[str], context: Context, local: Mapping[str, Any]) -> bool:
        """Tell whether the names mean here what they mean everywhere."""
        for name in names:
            value = local.get(name, missing)
            if value is missing:
                value = context.resolve_or_missing(name)
            if name == "lang":
                fits = getattr(value, "__name__", None) == _LANGUAGE
            elif name == "config":
                fits = value is self._config
            elif name == "features":
                fits = value == (self._config.theme.get("features") or [])
            else:  # a name that the template gives itself, or may give, means nothing before
                fits = value is self._environment.globals.get(name, missing)
            if not fits:
                return False
        return True


def _rendered(template: Template, context: Context, local: dict[str, Any]) -> str:
    return "".join(
        template.root_render_func(template.new_context(context.get_all(), shared=True, locals=local))
    )


def _named(template: nodes.Node | None) -> str | None:
    """Return which template a statement names, of an icon how its name begins; None if that is not known."""
    if isinstance(template, nodes.Concat):
        template = template.nodes[0]
        if not (isinstance(template, nodes.Const) and template.value == _ICONS):
            return None
    return str(template.value) if isinstance(template, nodes.Const) else None


def _folder(page: Page) -> str:
    return str(page.url).rstrip("/").rpartition("/")[0]


def _is_own(page: Page, address: str) -> bool:
    """Tell whether an address may lead to the page or below it: others of its folder tell it otherwise."""
    if address.startswith(("https://", "http://")):
        return False
    return address.startswith(page.url.removeprefix("./").rstrip("/")) or "./" in address or "//" in address


@contextmanager
def _put(config: MkDocsConfig) -> Iterator[None]:
    stock = Theme.get_env
    environment = stock(config.theme)
    source, _, _ = loader_of(environment).get_source(environment, _LANGUAGE)
    if config.theme.name != "material" or len(_WORD.findall(source)) != 1:
        raise UnfitError(_LANGUAGE)

    def get_env(self: Theme) -> Environment:
        environment = stock(self)
        environment.loader = PatchedLoader(
            loader_of(environment), _LANGUAGE, partial(_WORD.sub, lambda _: _KEPT_WORD)
        )
        environment.code_generator_class = _Generator
        if isinstance(environment.bytecode_cache, FileSystemBytecodeCache):  # others would run our code
            folder = environment.bytecode_cache.directory
            environment.bytecode_cache = FileSystemBytecodeCache(folder, "includes_%s.cache")
        includes = _Includes(environment, config)
        environment.included = includes.included  # type: ignore[attr-defined]  # what our generator calls
        environment.filters["url"] = includes.url
        environment.globals["kept_words"] = includes.words
        return environment

    with replaced(Theme, "get_env", get_env):
        yield


INCLUDES = Part("includes", {"mkdocs": "1.6.1", "mkdocs-material": "9.8.1", "jinja2": "3.1.6"}, _put)
