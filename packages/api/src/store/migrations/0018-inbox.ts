import { type Kysely, sql } from 'kysely'

/**
 * What a team does with answers, beside them, so that `responses` stays what respondents said: the inbox of comments
 * with the words to search by, and tags; and a project's time zone and the count of its changes.
 *
 * Triggers keep it, so that whatever changes a comment changes its words, and nothing can forget to: masking comes
 * before, retention and erasure go through. A showing or an answer without a comment pays the look at one condition.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    alter table projects
      add column time_zone text not null default 'UTC',
      -- Counts the changes of the settings, so that two who edit them do not overwrite each other.
      add column revision int not null default 1;

    -- One row for each response with a comment.
    create table inbox (
      project_id uuid not null,
      shown_at timestamptz not null,
      response_id uuid not null,
      -- The text search configuration of the comment's language.
      config text not null,
      words tsvector not null,
      -- When somebody of the team had read it; null where nobody has.
      read_at timestamptz,
      -- The time of showing never changes, so that this finds a response's row as well as the newest ones.
      primary key (project_id, shown_at, response_id)
    );

    create table response_tags (
      project_id uuid not null,
      tag text not null,
      shown_at timestamptz not null,
      response_id uuid not null,
      tagged_at timestamptz not null,
      primary key (project_id, tag, shown_at, response_id)
    );
    -- The tags of a response.
    create index response_tags_by_response on response_tags (project_id, response_id, tag);

    -- GET /v1/responses?test=true, GET and DELETE /v1/test-responses: all others cost nothing here.
    create index responses_test on responses (project_id, shown_at desc, id desc) where test;

    -- Of the configurations that every Postgres has from 15 on; languages without one match whole words as written.
    create function search_config(locale text) returns text language sql immutable parallel safe as $$
      select coalesce(${sql.lit(JSON.stringify(configs))}::jsonb ->> lower(split_part(locale, '-', 1)), 'simple')
    $$;

    -- Character for character, so that what is found in it has the same place in the text. Compounds are found by
    -- their parts, and what looks like a tag is text.
    create function spaced(said text) returns text language sql immutable parallel safe as $$
      select regexp_replace(said, ${sql.lit(punctuation)}, ' ', 'g')
    $$;

    -- Composed again: Hangul falls apart into letters else. Letters with a stroke are not made of two.
    create function unaccented(said text) returns text language sql immutable parallel safe as $$
      select case when octet_length(said) = length(said) then said
        else translate(normalize(regexp_replace(normalize(said, nfd), '[\\u0300-\\u036f]', '', 'g'), nfc),
          'łŁøØđĐħĦŧŦı', 'lLoOdDhHtTi') end
    $$;

    -- Single characters and pairs of neighbours of what is written without spaces between words.
    create function unspaced_grams(said text) returns text[] language sql immutable parallel safe as $$
      select array_agg(distinct gram)
      from regexp_matches(said, ${sql.lit(`${unspaced}+`)}, 'g') as matches (run),
        generate_series(1, length(run[1])) as place,
        lateral (values (substr(run[1], place, 1)), (substr(run[1], place, 2))) as grams (gram)
    $$;

    -- As it is written and without accents: who leaves them out finds it too, and stems stay right for who doesn't.
    create function comment_words(config text, comment text) returns tsvector
    language plpgsql immutable parallel safe as $$
      declare
        said text := tyck_internal.spaced(comment);
        plain text;
        words tsvector;
      begin
        if octet_length(said) = length(said) then return to_tsvector(config::regconfig, said); end if;
        if said ~ ${sql.lit(unspaced)} then
          words := array_to_tsvector(tyck_internal.unspaced_grams(said));
          said := regexp_replace(said, ${sql.lit(`${unspaced}+`)}, ' ', 'g');
        end if;
        plain := tyck_internal.unaccented(said);
        words := coalesce(words, ''::tsvector) || to_tsvector(config::regconfig, said);
        return case when plain = said then words else words || to_tsvector(config::regconfig, plain) end;
      end
    $$;

    create function comment_came() returns trigger language plpgsql as $$
      declare
        config text := tyck_internal.search_config(new.locale);
      begin
        insert into tyck_internal.inbox (project_id, shown_at, response_id, config, words)
        values (new.project_id, new.shown_at, new.id, config, tyck_internal.comment_words(config, new.comment));
        return null;
      end
    $$;
    create trigger comment_came after insert on responses
      for each row when (new.comment is not null) execute function comment_came();

    create function comment_changed() returns trigger language plpgsql as $$
      declare
        config text := tyck_internal.search_config(new.locale);
      begin
        if new.comment is null then
          delete from tyck_internal.inbox
          where project_id = new.project_id and shown_at = new.shown_at and response_id = new.id;
          return null;
        end if;
        insert into tyck_internal.inbox (project_id, shown_at, response_id, config, words)
        values (new.project_id, new.shown_at, new.id, config, tyck_internal.comment_words(config, new.comment))
        -- Who read it has not read what it says now.
        on conflict (project_id, shown_at, response_id) do update
          set config = excluded.config, words = excluded.words, read_at = null;
        return null;
      end
    $$;
    create trigger comment_changed after update on responses
      for each row when (old.comment is distinct from new.comment) execute function comment_changed();

    create function forget_responses() returns trigger language plpgsql as $$
      begin
        delete from tyck_internal.inbox i using gone
        where i.project_id = gone.project_id and i.shown_at = gone.shown_at and i.response_id = gone.id
          and gone.comment is not null;
        delete from tyck_internal.response_tags t using gone
        where t.project_id = gone.project_id and t.response_id = gone.id;
        return null;
      end
    $$;
    create trigger responses_gone after delete on responses
      referencing old table as gone for each statement execute function forget_responses();

    insert into inbox (project_id, shown_at, response_id, config, words)
    select project_id, shown_at, id, search_config(locale), comment_words(search_config(locale), comment)
    from responses where comment is not null;
  `.execute(db)
}

const configs: Record<string, string> = {
  ar: 'arabic',
  hy: 'armenian',
  eu: 'basque',
  ca: 'catalan',
  da: 'danish',
  nl: 'dutch',
  en: 'english',
  fi: 'finnish',
  fr: 'french',
  de: 'german',
  el: 'greek',
  hi: 'hindi',
  hu: 'hungarian',
  id: 'indonesian',
  ga: 'irish',
  it: 'italian',
  lt: 'lithuanian',
  ne: 'nepali',
  nb: 'norwegian',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  es: 'spanish',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
}
/** Signs of ASCII but the apostrophe, of Latin-1, and of the blocks of signs, arrows, emoji and full-width forms. */
const punctuation =
  '[!-&(-/:-@\\[-`{-~\\u00a1-\\u00a9\\u00ab-\\u00b4\\u00b6-\\u00b9\\u00bb-\\u00bf\\u2000-\\u200b\\u200e-\\u206f\\u20a0-\\u20cf\\u2190-\\u2bff\\u3000-\\u3004\\u3008-\\u303f\\ufe00-\\ufe6f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65\\U0001f000-\\U0001faff]'

/** Thai, Lao, Burmese and Khmer, kana, Han and Hangul. */
const unspaced =
  '[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\uff66-\\uff9d\\U00020000-\\U0002fa1f]'
