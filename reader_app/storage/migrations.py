"""The tables of a project, as migrations: raw SQL, append-only, ignorant of today's model.

A migration that has been released is never edited. Inside one: no `executescript` (it commits), no `pragma
foreign_keys` (it does nothing in a transaction). No schema object uses JSON functions or full-text search, which
`trusted_schema=off` forbids there.
"""

from __future__ import annotations

import json
import sqlite3
import tomllib

from sqlite_utils import Database, Migrations

from reader_app.core.alphabet import sort_key

migrations = Migrations("reader_app")

_M001 = (
    "pragma application_id = 1382307438",
    "pragma user_version = 1",
    # `text` comes last: a list reads the small columns and never the pages that long texts spill into.
    # autoincrement: a number is never given twice, so a removed row can come back under its own.
    """
    create table article (
        seq integer primary key autoincrement,
        id text not null check (id <> ''),
        key text not null check (key <> ''),
        title text not null,
        date text not null,
        outlet text not null,
        url text not null,
        byline text not null,
        meta text not null check (meta <> ''),
        length integer generated always as (length(text)) stored,
        snippet text generated always as (substr(text, 1, 120)) stored,
        text text not null check (length(text) > 0)
    ) strict
    """,
    "create unique index article_id on article (id)",
    "create unique index article_key on article (key)",
    # a copy of the order alone: what walks along it reads no page with texts
    "create index article_order on article (seq)",
    """
    create table article_alias (
        key text primary key check (key <> ''),
        article integer not null references article (seq) on delete cascade deferrable initially deferred
    ) strict, without rowid
    """,
    "create index article_alias_article on article_alias (article)",
    """
    create table referent (
        seq integer primary key autoincrement,
        id text not null unique check (id <> ''),
        label text not null check (label <> ''),
        name text not null,
        aliases text not null check (aliases <> ''),
        role text not null,
        wikidata text not null,
        note text not null,
        merged_into text references referent (id) deferrable initially deferred check (merged_into <> id),
        uses integer not null default 0 check (uses >= 0)
    ) strict
    """,
    "create index referent_merged on referent (merged_into) where merged_into is not null",
    "create index referent_uses on referent (uses desc, seq) where merged_into is null",
    """
    create table referent_name (
        referent integer not null references referent (seq) on delete cascade deferrable initially deferred,
        n integer not null check (n >= 0),
        folded text not null check (folded <> ''),
        primary key (referent, n)
    ) strict, without rowid
    """,
    "create index referent_name_folded on referent_name (folded)",
    """
    create table annotation (
        seq integer primary key autoincrement,
        id text not null unique check (id <> ''),
        article integer not null references article (seq) deferrable initially deferred,
        author text not null check (author not in ('', 'all', 'best', 'gold', 'suggestions')),
        kind text not null check (kind in ('entity', 'quote', 'claim')),
        label text not null check (label <> ''),
        start integer not null check (start >= 0),
        "end" integer not null check ("end" > start),
        quote text references annotation (id) deferrable initially deferred check (quote <> id),
        statement text not null,
        attributes text not null check (attributes <> ''),
        touched text not null check (touched <> ''),
        note text not null,
        origin text not null,
        check (kind = 'claim' or (quote is null and statement = ''))
    ) strict
    """,
    "create index annotation_article on annotation (article, author, kind)",
    "create index annotation_author on annotation (author, kind, label)",
    "create index annotation_quote on annotation (quote) where quote is not null",
    """
    create table part (
        annotation integer not null references annotation (seq) on delete cascade deferrable initially deferred,
        role text not null check (role in ('mention', 'content', 'cue', 'source', 'via')),
        n integer not null check (n = 0 or (role = 'content' and n > 0)),
        start integer not null check (start >= 0),
        "end" integer not null check ("end" > start),
        primary key (annotation, role, n)
    ) strict, without rowid
    """,
    """
    create table annotation_referent (
        annotation integer not null references annotation (seq) on delete cascade deferrable initially deferred,
        n integer not null check (n >= 0),
        referent integer not null references referent (seq) deferrable initially deferred,
        primary key (annotation, n)
    ) strict, without rowid
    """,
    "create unique index annotation_referent_referent on annotation_referent (referent, annotation)",
    """
    create trigger referent_named after insert on annotation_referent begin
        update referent set uses = uses + 1 where seq = new.referent;
    end
    """,
    """
    create trigger referent_unnamed after delete on annotation_referent begin
        update referent set uses = uses - 1 where seq = old.referent;
    end
    """,
    """
    create table link (
        seq integer primary key autoincrement,
        id text not null unique check (id <> ''),
        kind text not null
            check (kind in ('same-as', 'contradicts', 'supports', 'revises', 'unrelated', 'evidence')),
        head text not null references annotation (id) deferrable initially deferred,
        head_article integer not null references article (seq) deferrable initially deferred,
        tail text not null references annotation (id) deferrable initially deferred,
        tail_article integer not null references article (seq) deferrable initially deferred,
        author text not null check (author not in ('', 'all', 'best', 'gold', 'suggestions')),
        check (head <> tail),
        check (kind not in ('same-as', 'contradicts', 'unrelated') or head < tail)
    ) strict
    """,
    "create index link_head on link (head)",
    "create index link_tail on link (tail)",
    "create index link_head_article on link (head_article)",
    "create index link_tail_article on link (tail_article)",
    """
    create table verdict (
        seq integer primary key autoincrement,
        id text not null unique check (id <> ''),
        subject text not null references annotation (id) deferrable initially deferred,
        version text not null check (version <> ''),
        decision text not null check (decision in ('accept', 'fix', 'reject', 'return')),
        author text not null check (author not in ('', 'all', 'best', 'gold', 'suggestions')),
        reasons text not null check (reasons <> ''),
        note text not null
    ) strict
    """,
    "create index verdict_subject on verdict (subject, seq)",
    """
    create table verdict_replacement (
        verdict integer not null references verdict (seq) on delete cascade deferrable initially deferred,
        n integer not null check (n >= 0),
        annotation text not null references annotation (id) deferrable initially deferred,
        primary key (verdict, n)
    ) strict, without rowid
    """,
    "create index verdict_replacement_annotation on verdict_replacement (annotation)",
    """
    create table assignment (
        seq integer primary key autoincrement,
        id text not null unique check (id <> ''),
        article integer not null references article (seq) deferrable initially deferred,
        author text not null check (author not in ('', 'all', 'best', 'gold', 'suggestions')),
        stage text not null check (stage in ('todo', 'draft', 'set-aside', 'submitted', 'returned', 'approved')),
        entities_done integer not null check (entities_done in (0, 1)),
        quotes_done integer not null check (quotes_done in (0, 1)),
        claims_done integer not null check (claims_done in (0, 1)),
        unique (article, author)
    ) strict
    """,
    "create index assignment_author on assignment (author, stage, article)",
    # `live`: an act that is not taken back, an undo that is not taken back. `kept`: what records do not hold and a
    # removed row needs to come back as it was. An import is one entry without changes.
    """
    create table step (
        seq integer primary key autoincrement,
        kind text not null check (kind in ('act', 'undo', 'redo', 'import')),
        undoes integer references step (seq) deferrable initially deferred check (undoes < seq),
        live integer not null check (live in (0, 1)),
        author text not null,
        article text not null,
        at text not null check (at <> ''),
        title text not null check (title <> ''),
        detail text not null,
        kept text not null check (kept <> ''),
        changes text not null check (changes <> ''),
        check ((kind in ('undo', 'redo')) = (undoes is not null)),
        check (live = 0 or kind in ('act', 'undo'))
    ) strict
    """,
    "create index step_title on step (author, title) where kind = 'act' and live = 1",
    "create index step_undoes on step (undoes) where undoes is not null",
    "create index step_made on step (author, title, at)",
    # no reference to article: a step outlives the article that it touched
    """
    create table step_article (
        article text not null check (article <> ''),
        author text not null,
        step integer not null references step (seq) on delete cascade deferrable initially deferred,
        primary key (article, author, step)
    ) strict, without rowid
    """,
    "create index step_article_step on step_article (step)",
    "create table setting (name text primary key check (name <> ''), value text not null) strict, without rowid",
    "create table scheme (n integer primary key check (n = 1), source text not null check (source <> '')) strict",
    """
    create table label_choice (
        kind text not null check (kind in ('entity', 'quote', 'claim')),
        label text not null check (label <> ''),
        color text check (length(color) = 7 and substr(color, 1, 1) = '#'),
        key text check (length(key) <= 1),
        off integer check (off in (0, 1)),
        primary key (kind, label)
    ) strict, without rowid
    """,
    """
    create virtual table article_text using fts5 (
        key, title, outlet, byline, text, content = '', prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    """
    create virtual table annotation_text using fts5 (
        content, statement, note, content = '', tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    """
    create view entities as
    select a.id, x.key as article, a.author, a.label, a.start, a."end",
        substr(x.text, a.start + 1, a."end" - a.start) as text,
        (select group_concat(name, '; ') from (
            select r.name from annotation_referent n join referent r on r.seq = n.referent
            where n.annotation = a.seq order by n.n)) as referent,
        a.attributes, a.note, a.origin
    from annotation a join article x on x.seq = a.article where a.kind = 'entity'
    """,
    """
    create view quotes as
    select a.id, x.key as article, a.author, a.label, a.start, a."end",
        (select group_concat(words, ' … ') from (
            select substr(x.text, p.start + 1, p."end" - p.start) as words from part p
            where p.annotation = a.seq and p.role = 'content' order by p.start)) as text,
        (select substr(x.text, p.start + 1, p."end" - p.start) from part p
            where p.annotation = a.seq and p.role = 'cue') as cue,
        (select substr(x.text, p.start + 1, p."end" - p.start) from part p
            where p.annotation = a.seq and p.role = 'source') as source,
        (select substr(x.text, p.start + 1, p."end" - p.start) from part p
            where p.annotation = a.seq and p.role = 'via') as via,
        (select group_concat(name, '; ') from (
            select r.name from annotation_referent n join referent r on r.seq = n.referent
            where n.annotation = a.seq order by n.n)) as speakers,
        (select v.decision from verdict v where v.subject = a.id order by v.seq desc limit 1) as verdict,
        a.attributes, a.note, a.origin
    from annotation a join article x on x.seq = a.article where a.kind = 'quote'
    """,
    """
    create view claims as
    select a.id, x.key as article, a.author, a.label, a.start, a."end",
        (select group_concat(words, ' … ') from (
            select substr(x.text, p.start + 1, p."end" - p.start) as words from part p
            where p.annotation = a.seq and p.role = 'content' order by p.start)) as text,
        (select substr(x.text, p.start + 1, p."end" - p.start) from part p
            where p.annotation = a.seq and p.role = 'source') as source,
        a.statement, a.quote,
        (select group_concat(name, '; ') from (
            select r.name from annotation_referent n join referent r on r.seq = n.referent
            where n.annotation = a.seq order by n.n)) as claimants,
        a.attributes, a.note, a.origin
    from annotation a join article x on x.seq = a.article where a.kind = 'claim'
    """,
)


@migrations()
def m001_first(db: Database) -> None:
    for statement in _M001:
        db.execute(statement)


_M002 = (
    "pragma user_version = 2",
    # what the machine proposes for an article, no records: thrown away and made again at any time. `text` is the hash
    # of the text that it was made from, `known` that of the referents that were known then, `step` the newest entry
    # of the journal then (0: not noted); `items` packed JSON
    """
    create table suggested (
        article integer primary key references article (seq) on delete cascade deferrable initially deferred,
        origin text not null check (origin <> ''),
        text text not null check (length(text) = 64),
        known text not null check (known <> ''),
        step integer not null check (step >= 0),
        count integer not null check (count >= 0),
        items blob not null check (length(items) > 0)
    ) strict
    """,
    """
    create table rejection (
        seq integer primary key autoincrement,
        id text not null unique check (id <> ''),
        article integer not null references article (seq) deferrable initially deferred,
        author text not null check (author not in ('', 'all', 'best', 'gold', 'suggestions')),
        kind text not null check (kind in ('entity', 'quote', 'claim')),
        label text not null check (label <> '')
    ) strict
    """,
    "create index rejection_article on rejection (article, author)",
    """
    create table rejection_span (
        rejection integer not null references rejection (seq) on delete cascade deferrable initially deferred,
        n integer not null check (n >= 0),
        start integer not null check (start >= 0),
        "end" integer not null check ("end" > start),
        primary key (rejection, n)
    ) strict, without rowid
    """,
    # what finished articles have taught the engine of that version. `finished` counts those that there were,
    # `articles` those learned from; `before` and `after` are figures on articles held back; a model that is not better
    # is kept without its content
    """
    create table model (
        n integer primary key autoincrement,
        version text not null,
        engine text not null check (engine <> ''),
        made_at text not null check (made_at <> ''),
        finished integer not null check (finished >= 0),
        articles integer not null check (articles > 0),
        before text not null check (before <> ''),
        after text not null check (after <> ''),
        used integer not null check (used in (0, 1)),
        content blob check (length(content) > 0),
        check (used = 0 or (version <> '' and content is not null))
    ) strict
    """,
    "create index assignment_finished on assignment (article) where stage in ('submitted', 'approved')",
)


@migrations()
def m002_suggestions(db: Database) -> None:
    for statement in _M002:
        db.execute(statement)


_M003 = (
    "pragma user_version = 3",
    # what lists are filtered and ordered by, beside the texts
    "create index article_facts on article (seq, date, outlet, length, title)",
    "drop index annotation_author",
    "create index annotation_author on annotation (author, kind, label, article)",
    "create index annotation_unsure on annotation (article, author) where instr(touched, '\"unsure\"')",
    # `tables` is what the TOML of `source` says, as JSON: a project opens without reading TOML
    "drop table scheme",
    """
    create table scheme (
        n integer primary key check (n = 1),
        source text not null check (source <> ''),
        tables text not null check (tables <> '')
    ) strict
    """,
)


@migrations()
def m003_finding(db: Database) -> None:
    sources = db.execute("select source from scheme").fetchall()  # none in a project that is being made
    for statement in _M003:
        db.execute(statement)
    for (source,) in sources:
        tables = json.dumps(tomllib.loads(source), ensure_ascii=False, separators=(",", ":"), default=str)
        db.execute("insert into scheme values (1, ?, ?)", (source, tables))


_M004 = (
    "pragma user_version = 4",
    # every word of the full-text indexes as they hold it: what a beginning stands for is asked of them word by word.
    # With the beginning itself they would gather all its articles before they give the first. None is ever removed
    "create table word (word text primary key check (word <> '')) strict, without rowid",
    # `place` sorts as the Vietnamese alphabet does, by the title or, where there is none, by how the text begins
    """
    create table article_title (
        article integer primary key references article (seq) on delete cascade deferrable initially deferred,
        place text not null check (place <> '')
    ) strict
    """,
    "create index article_title_place on article_title (place, article)",
    # an index for each order, with what else lists are filtered by: the first lines are there without sorting
    "create index article_newest on article (date desc, seq, outlet)",
    "create index article_oldest on article (date = '', date, seq, outlet)",
    "create index article_longest on article (length desc, seq, date, outlet)",
    "create index article_shortest on article (length, seq, date, outlet)",
)


@migrations()
def m004_words(db: Database) -> None:
    for statement in _M004:
        db.execute(statement)
    for table in ("article_text", "annotation_text"):
        db.execute(f"create virtual table temp.indexed using fts5vocab('main', '{table}', 'row')")
        db.execute("insert or ignore into word select term from indexed where term <> ''")
        db.execute("drop table indexed")
    titles = db.execute("select seq, case when title <> '' then title else snippet end from article").fetchall()
    db.conn.executemany("insert into article_title values (?, ?)", [(seq, sort_key(title)) for seq, title in titles])


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is pending, all of it or nothing; the caller has begun the transaction and commits it."""
    # plug-ins of sqlite-utils that happen to be installed have no business in a project file
    migrations.apply(Database(connection, execute_plugins=False))
