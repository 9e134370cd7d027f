-- Views over the dataset's tables. They work in styrdata and in plain DuckDB, once the tables are there by their names:
--
--   CREATE VIEW goals AS SELECT * FROM read_parquet('data/out/goals/*/*.parquet', hive_partitioning = true);
--   ... and so on for every table, then:  .read views.sql
--
-- Missing is null. Amounts are kronor. A row's place in its source is document_id, page_first and line_first.


-- One row a goal: its chain as columns, each "code title". A goal stands in its own level's column too.
CREATE OR REPLACE VIEW goal_paths AS
WITH named AS (
    SELECT goal_id, parent_goal_id, level, trim(coalesce(code || ' ', '') || coalesce(title, '')) AS name
    FROM goals
),
chain AS (
    SELECT
        a.goal_id,
        CASE 'kf_inriktningsmal' WHEN a.level THEN a.name WHEN b.level THEN b.name WHEN c.level THEN c.name WHEN d.level THEN d.name END
            AS inriktningsmal,
        CASE 'kf_mal' WHEN a.level THEN a.name WHEN b.level THEN b.name WHEN c.level THEN c.name WHEN d.level THEN d.name END
            AS kf_mal,
        CASE 'namndmal' WHEN a.level THEN a.name WHEN b.level THEN b.name WHEN c.level THEN c.name WHEN d.level THEN d.name END
            AS namndmal,
        CASE 'enhetsmal' WHEN a.level THEN a.name WHEN b.level THEN b.name WHEN c.level THEN c.name WHEN d.level THEN d.name END
            AS enhetsmal,
        CASE 'kf_inriktningsmal' WHEN a.level THEN a.goal_id WHEN b.level THEN b.goal_id WHEN c.level THEN c.goal_id WHEN d.level THEN d.goal_id END
            AS inriktningsmal_id,
        CASE 'kf_mal' WHEN a.level THEN a.goal_id WHEN b.level THEN b.goal_id WHEN c.level THEN c.goal_id WHEN d.level THEN d.goal_id END
            AS kf_mal_id,
        CASE 'namndmal' WHEN a.level THEN a.goal_id WHEN b.level THEN b.goal_id WHEN c.level THEN c.goal_id WHEN d.level THEN d.goal_id END
            AS namndmal_id,
        CASE 'enhetsmal' WHEN a.level THEN a.goal_id WHEN b.level THEN b.goal_id WHEN c.level THEN c.goal_id WHEN d.level THEN d.goal_id END
            AS enhetsmal_id
    FROM named AS a
    LEFT JOIN named AS b ON b.goal_id = a.parent_goal_id
    LEFT JOIN named AS c ON c.goal_id = b.parent_goal_id
    LEFT JOIN named AS d ON d.goal_id = c.parent_goal_id
)
SELECT
    g.goal_id,
    g.level,
    g.code,
    g.title,
    s.inriktningsmal,
    s.kf_mal,
    s.namndmal,
    s.enhetsmal,
    concat_ws(' > ', s.inriktningsmal, s.kf_mal, s.namndmal, s.enhetsmal) AS path,
    s.inriktningsmal_id,
    s.kf_mal_id,
    s.namndmal_id,
    s.enhetsmal_id,
    g.status,
    d.organisation,
    d.organisation_level,
    d.committee,
    d.period,
    g.year,
    g.document_id,
    g.ordinal,
    g.page_first,
    g.line_first
FROM goals AS g
JOIN chain AS s USING (goal_id)
JOIN documents AS d USING (document_id);


-- The goal path of every row that can stand under a goal. Rows outside goals have nulls in the path.
CREATE OR REPLACE VIEW row_goal_paths AS
WITH every_row AS (
    SELECT 'goals' AS table_name, goal_id AS row_id, goal_id, document_id, year, page_first, line_first FROM goals
    UNION ALL
    SELECT 'sections', section_id, goal_id, document_id, year, page_first, line_first FROM sections
    UNION ALL
    SELECT 'indicators', indicator_id, goal_id, document_id, year, page_first, line_first FROM indicators
    UNION ALL
    SELECT 'activities', activity_id, goal_id, document_id, year, page_first, line_first FROM activities
    UNION ALL
    SELECT 'budget_statements', statement_id, goal_id, document_id, year, page_first, line_first FROM budget_statements
)
SELECT r.table_name, r.row_id, r.goal_id, p.level, p.inriktningsmal, p.kf_mal, p.namndmal, p.enhetsmal, p.path,
    r.year, r.document_id, r.page_first, r.line_first
FROM every_row AS r
LEFT JOIN goal_paths AS p USING (goal_id);


-- One row an indicator: target, the city's target, outcome and the rest as numbers and as printed. Targets and outcomes
-- are those for the document's own year; the previous outcome is last year's. indicators_wide adds the goal path.
CREATE OR REPLACE VIEW indicator_measures AS
WITH own_year AS (
    SELECT * FROM indicator_values
    WHERE measure = 'utfall_foregaende' OR value_year IS NULL OR year IS NULL OR value_year = year
),
wide AS (
    SELECT
        indicator_id,
        max(value) FILTER (WHERE measure = 'arsmal') AS arsmal,
        max(value) FILTER (WHERE measure = 'kf_arsmal') AS kf_arsmal,
        max(value) FILTER (WHERE measure = 'utfall') AS utfall,
        max(value) FILTER (WHERE measure = 'utfall_man') AS utfall_man,
        max(value) FILTER (WHERE measure = 'utfall_kvinnor') AS utfall_kvinnor,
        max(value) FILTER (WHERE measure = 'utfall_foregaende') AS utfall_foregaende,
        max(value) FILTER (WHERE measure = 'prognos') AS prognos,
        max(value_text) FILTER (WHERE measure = 'arsmal') AS arsmal_text,
        max(value_text) FILTER (WHERE measure = 'kf_arsmal') AS kf_arsmal_text,
        max(value_text) FILTER (WHERE measure = 'utfall') AS utfall_text,
        max(value_text) FILTER (WHERE measure = 'prognos') AS prognos_text,
        max(unit) FILTER (WHERE measure = 'arsmal') AS arsmal_unit,
        max(unit) FILTER (WHERE measure = 'utfall') AS utfall_unit,
        max(comparator) FILTER (WHERE measure = 'arsmal') AS arsmal_comparator,
        max(comparator) FILTER (WHERE measure = 'kf_arsmal') AS kf_arsmal_comparator,
        coalesce(bool_or(delegated) FILTER (WHERE measure = 'kf_arsmal'), false) AS kf_arsmal_delegated,
        coalesce(
            max(unit) FILTER (WHERE measure = 'arsmal'),
            max(unit) FILTER (WHERE measure = 'kf_arsmal'),
            max(unit)
        ) AS unit
    FROM own_year
    GROUP BY indicator_id
)
SELECT
    i.indicator_id,
    i.name,
    w.arsmal,
    w.kf_arsmal,
    w.utfall,
    w.unit,
    w.arsmal_text,
    w.kf_arsmal_text,
    w.utfall_text,
    w.utfall_man,
    w.utfall_kvinnor,
    w.utfall_foregaende,
    w.prognos,
    w.prognos_text,
    w.arsmal_unit,
    w.utfall_unit,
    w.arsmal_comparator,
    w.kf_arsmal_comparator,
    coalesce(w.kf_arsmal_delegated, false) AS kf_arsmal_delegated,
    i.periodicity,
    i.period_text,
    i.analysis,
    i.goal_id,
    d.organisation,
    d.organisation_level,
    d.committee,
    d.period,
    i.year,
    i.document_id,
    i.ordinal,
    i.page_first,
    i.line_first
FROM indicators AS i
JOIN documents AS d USING (document_id)
LEFT JOIN wide AS w USING (indicator_id);


-- The same with the goal path as columns.
CREATE OR REPLACE VIEW indicators_wide AS
SELECT m.*, p.inriktningsmal, p.kf_mal, p.namndmal, p.enhetsmal, p.path
FROM indicator_measures AS m
LEFT JOIN goal_paths AS p ON p.goal_id = m.goal_id;


-- Activities with their goal path and organisation.
CREATE OR REPLACE VIEW activities_wide AS
SELECT
    a.activity_id,
    a.description,
    a.start_date,
    a.end_date,
    a.status,
    a.status_text,
    a.deviation,
    a.analysis,
    a.goal_id,
    p.inriktningsmal,
    p.kf_mal,
    p.namndmal,
    p.enhetsmal,
    p.path,
    d.organisation,
    d.organisation_level,
    d.committee,
    d.period,
    a.year,
    a.document_id,
    a.ordinal,
    a.page_first,
    a.line_first
FROM activities AS a
JOIN documents AS d USING (document_id)
LEFT JOIN goal_paths AS p ON p.goal_id = a.goal_id;


-- Activities open at a date:  SELECT * FROM activities_open(DATE '2022-05-01');
-- A missing start counts as begun, a missing end as not ended; one with neither date is left out.
CREATE OR REPLACE MACRO activities_open(on_date) AS TABLE
SELECT * FROM activities_wide
WHERE coalesce(start_date, end_date) IS NOT NULL
    AND coalesce(start_date <= on_date, true)
    AND coalesce(end_date >= on_date, true);


-- What a committee's areas cost, by year. In the committee's big table the label is the area (overview is true); in the
-- small tables the heading is, and the label says costs, income or net; area is null where the heading names none.
-- Units' budgets name no area: they are in unit_budgets.
-- Amounts keep the source's sign.
CREATE OR REPLACE VIEW budget_by_area AS
WITH lines AS (
    SELECT
        b.*,
        d.organisation,
        d.period,
        CASE
            WHEN regexp_matches(lower(b.label), '^(summa )?(brutto)?kostnader') THEN 'kostnader'
            WHEN regexp_matches(lower(b.label), '^(summa )?intäkter') THEN 'intakter'
            WHEN regexp_matches(lower(b.label), '^(summa )?netto') THEN 'netto'
        END AS kind
    FROM budget_lines AS b
    JOIN documents AS d USING (document_id)
    WHERE coalesce(d.organisation_level, 'namnd') = 'namnd'
        AND b.amount_sek IS NOT NULL
        AND NOT regexp_matches(lower(coalesce(b.section, '')), 'omslutning|investering')
)
SELECT
    CASE
        WHEN kind IS NOT NULL AND regexp_matches(lower(section), '^nämndens (ekonomi|budget)') THEN 'Totalt'
        WHEN kind IS NOT NULL THEN nullif(ltrim(section, '–- '), 'Ekonomiska förutsättningar')
        WHEN line_kind = 'total' THEN 'Totalt'
        ELSE upper(left(regexp_replace(label, '^[Vv]arav ', ''), 1)) || substr(regexp_replace(label, '^[Vv]arav ', ''), 2)
    END AS area,
    organisation,
    value_year,
    CASE WHEN measure IN ('kostnader', 'intakter') THEN 'budget' ELSE measure END AS measure,
    column_label,
    coalesce(CASE WHEN measure IN ('kostnader', 'intakter') THEN measure END, kind, 'netto') AS line,
    kind IS NULL AS overview,
    line_kind,
    CASE WHEN line_kind = 'of_which' THEN parent_label END AS part_of,
    amount_sek,
    value_text,
    unit_text,
    period,
    year,
    budget_line_id,
    document_id,
    page_first,
    line_first
FROM lines
WHERE kind IS NULL OR section IS NOT NULL;


-- What a unit has to live on, by year: the sums of its own budget table. A unit's table names no area, so its amounts are
-- not in budget_by_area, where they would also be counted twice: they are a part of the committee's. Lines below the
-- sums are in budget_lines. Amounts keep the source's sign: plans print income with a minus, most reports without.
CREATE OR REPLACE VIEW unit_budgets AS
WITH sums AS (
    SELECT
        b.*,
        d.organisation,
        d.committee,
        d.period,
        CASE
            WHEN regexp_matches(lower(b.label), '^(summa )?(brutto)?kostnader') THEN 'kostnader'
            WHEN regexp_matches(lower(b.label), '^(summa )?intäkter') THEN 'intakter'
            WHEN regexp_matches(lower(b.label), '^(summa )?netto') THEN 'netto'
        END AS line
    FROM budget_lines AS b
    JOIN documents AS d USING (document_id)
    WHERE d.organisation_level = 'enhet' AND b.amount_sek IS NOT NULL AND b.line_kind IN ('subtotal', 'total')
)
SELECT organisation, committee, value_year, measure, column_label, line, amount_sek, value_text, unit_text, section, period,
    year, budget_line_id, document_id, page_first, line_first
FROM sums
WHERE line IS NOT NULL;


-- What a lower figure means, where a target has no "max" or "min" of its own. The first pattern found in the
-- indicator's name wins; all others are read as "the higher the better", and say so in direction_source.
CREATE OR REPLACE VIEW indicator_directions AS
SELECT * FROM (VALUES
    ('sjukfrånvaro', 'lower'),
    ('elanvändning', 'lower'),
    ('energianvändning', 'lower'),
    ('köpt energi', 'lower'),
    ('klimatavtryck', 'lower'),
    ('utsläpp', 'lower'),
    ('koldioxid', 'lower'),
    ('co2', 'lower'),
    ('växthusgas', 'lower'),
    ('klimatpåverkan', 'lower'),
    ('matsvinn', 'lower'),
    ('otrygg', 'lower'),
    ('barn per anställd', 'lower'),
    ('väntetid', 'lower'),
    ('kötid', 'lower'),
    ('avhopp', 'lower'),
    ('vräkning', 'lower'),
    ('arbetslös', 'lower'),
    ('personalomsättning', 'lower'),
    ('biståndstagare', 'lower')
) AS t (pattern, direction);


-- Target against outcome of the same indicator for the same year and organisation: the plan joined with the report.
-- The target is the plan's, or the one the report prints where no plan is there. result is null where the two cannot be
-- compared: two different units, a word instead of a number, a target left to someone else.
CREATE OR REPLACE VIEW target_outcome AS
WITH keyed AS (
    SELECT *, lower(trim(name)) AS name_key, lower(trim(organisation)) AS organisation_key FROM indicator_measures
    WHERE organisation IS NOT NULL AND year IS NOT NULL
),
plans AS (
    SELECT * FROM keyed WHERE period = 'VP' AND (arsmal_text IS NOT NULL OR kf_arsmal_text IS NOT NULL)
    QUALIFY row_number() OVER (PARTITION BY name_key, organisation_key, year ORDER BY arsmal_text IS NULL, ordinal, indicator_id) = 1
),
reports AS (
    SELECT * FROM keyed WHERE period <> 'VP' AND utfall_text IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY name_key, organisation_key, year, period ORDER BY ordinal, indicator_id) = 1
),
joined AS (
    SELECT
        r.name,
        r.name_key,
        r.organisation,
        r.year,
        r.period,
        CASE WHEN p.arsmal_text IS NOT NULL THEN 'plan' WHEN r.arsmal_text IS NOT NULL THEN 'report'
            WHEN r.kf_arsmal_text IS NOT NULL OR p.kf_arsmal_text IS NOT NULL THEN 'city' END AS target_source,
        coalesce(p.arsmal_text, r.arsmal_text, r.kf_arsmal_text, p.kf_arsmal_text) AS target_text,
        CASE WHEN p.arsmal_text IS NOT NULL THEN p.arsmal WHEN r.arsmal_text IS NOT NULL THEN r.arsmal
            ELSE coalesce(r.kf_arsmal, p.kf_arsmal) END AS target,
        CASE WHEN p.arsmal_text IS NOT NULL THEN p.arsmal_comparator WHEN r.arsmal_text IS NOT NULL THEN r.arsmal_comparator
            ELSE coalesce(r.kf_arsmal_comparator, p.kf_arsmal_comparator) END AS comparator,
        CASE WHEN p.arsmal_text IS NOT NULL THEN p.arsmal_unit WHEN r.arsmal_text IS NOT NULL THEN r.arsmal_unit
            ELSE r.unit END AS target_unit,
        r.utfall AS outcome,
        r.utfall_text AS outcome_text,
        r.utfall_unit AS outcome_unit,
        r.utfall_foregaende AS previous,
        r.kf_arsmal_text AS city_target_text,
        r.analysis,
        r.goal_id,
        r.indicator_id,
        r.document_id,
        r.page_first,
        r.line_first,
        p.indicator_id AS plan_indicator_id,
        p.document_id AS plan_document_id,
        p.page_first AS plan_page_first,
        p.line_first AS plan_line_first
    FROM reports AS r
    LEFT JOIN plans AS p USING (name_key, organisation_key, year)
),
directed AS (
    SELECT
        j.*,
        CASE
            WHEN j.comparator IN ('max', 'decrease') THEN 'lower'
            WHEN j.comparator IN ('min', 'increase') THEN 'higher'
            WHEN j.comparator = 'plusminus' THEN 'within'
            ELSE coalesce((SELECT min(direction) FROM indicator_directions WHERE contains(j.name_key, pattern)), 'higher')
        END AS direction,
        CASE
            WHEN j.comparator IN ('max', 'min', 'plusminus', 'increase', 'decrease') THEN 'target'
            WHEN (SELECT count(*) FROM indicator_directions WHERE contains(j.name_key, pattern)) > 0 THEN 'name'
            ELSE 'assumed'
        END AS direction_source,
        CASE WHEN j.comparator IN ('increase', 'decrease') THEN j.previous
            WHEN coalesce(j.target_unit = j.outcome_unit, true) THEN j.target END AS held_against
    FROM joined AS j
)
SELECT
    o.name,
    o.organisation,
    o.year,
    o.period,
    target_text,
    outcome_text,
    city_target_text,
    target,
    outcome,
    outcome_unit AS unit,
    outcome - held_against AS difference,
    CASE
        WHEN outcome IS NULL OR held_against IS NULL THEN NULL
        WHEN direction = 'within' THEN CASE WHEN abs(outcome) <= held_against THEN 'uppnatt' ELSE 'ej_uppnatt' END
        WHEN comparator = 'increase' THEN CASE WHEN outcome > held_against THEN 'uppnatt' ELSE 'ej_uppnatt' END
        WHEN comparator = 'decrease' THEN CASE WHEN outcome < held_against THEN 'uppnatt' ELSE 'ej_uppnatt' END
        WHEN direction = 'lower' THEN CASE WHEN outcome <= held_against THEN 'uppnatt' ELSE 'ej_uppnatt' END
        ELSE CASE WHEN outcome >= held_against THEN 'uppnatt' ELSE 'ej_uppnatt' END
    END AS result,
    direction,
    direction_source,
    target_source,
    p.inriktningsmal,
    p.kf_mal,
    p.namndmal,
    p.enhetsmal,
    p.path,
    analysis,
    o.goal_id,
    indicator_id,
    o.document_id,
    o.page_first,
    o.line_first,
    plan_indicator_id,
    plan_document_id,
    plan_page_first,
    plan_line_first
FROM directed AS o
LEFT JOIN goal_paths AS p ON p.goal_id = o.goal_id;


-- Documents with their findings: one row a finding, and one row for a document that has none.
CREATE OR REPLACE VIEW document_findings AS
SELECT d.source_path, d.title, d.organisation, d.year, f.severity, f.code, f.message, f.table_name, f.row_id,
    d.document_id, f.page_first, f.line_first
FROM documents AS d
LEFT JOIN findings AS f USING (document_id);


-- One row a document: what was read from it and how many findings it has.
CREATE OR REPLACE VIEW documents_overview AS
SELECT
    d.document_id,
    d.title,
    d.organisation,
    d.organisation_level,
    d.committee,
    d.document_type,
    d.period,
    d.year,
    d.page_count,
    coalesce(g.n, 0) AS goals,
    coalesce(i.n, 0) AS indicators,
    coalesce(a.n, 0) AS activities,
    coalesce(b.n, 0) AS budget_lines,
    coalesce(f.errors, 0) AS errors,
    coalesce(f.warnings, 0) AS warnings,
    coalesce(f.infos, 0) AS infos,
    d.source_path
FROM documents AS d
LEFT JOIN (SELECT document_id, count(*) AS n FROM goals GROUP BY ALL) AS g USING (document_id)
LEFT JOIN (SELECT document_id, count(*) AS n FROM indicators GROUP BY ALL) AS i USING (document_id)
LEFT JOIN (SELECT document_id, count(*) AS n FROM activities GROUP BY ALL) AS a USING (document_id)
LEFT JOIN (SELECT document_id, count(*) AS n FROM budget_lines GROUP BY ALL) AS b USING (document_id)
LEFT JOIN (
    SELECT
        document_id,
        count(*) FILTER (WHERE severity = 'error') AS errors,
        count(*) FILTER (WHERE severity = 'warning') AS warnings,
        count(*) FILTER (WHERE severity = 'info') AS infos
    FROM findings
    GROUP BY ALL
) AS f USING (document_id);
