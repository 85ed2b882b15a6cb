-- The schema as released. Written by tools/freeze_schema.py; once released, it is never changed.

CREATE TABLE artifact (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT,
    CONSTRAINT pk_artifact PRIMARY KEY (id)
)
 STRICT;

CREATE INDEX ix_artifact_name ON artifact (name);

CREATE TABLE change (
    counter INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    replica_id TEXT DEFAULT '' NOT NULL,
    operation_seq INTEGER NOT NULL,
    table_name TEXT DEFAULT '' NOT NULL,
    entity_id TEXT DEFAULT '' NOT NULL,
    "before" TEXT,
    "after" TEXT
)
 STRICT;

CREATE INDEX ix_change_entity_id_counter ON change (entity_id, counter);

CREATE INDEX ix_change_operation_seq_counter ON change (operation_seq, counter);

CREATE TABLE customer (
    id TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    is_key INTEGER NOT NULL,
    language TEXT NOT NULL,
    CONSTRAINT pk_customer PRIMARY KEY (id),
    CONSTRAINT uq_customer_pseudonym UNIQUE (pseudonym)
)
 STRICT;

CREATE TABLE department (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_department PRIMARY KEY (id),
    CONSTRAINT uq_department_name UNIQUE (name)
)
 STRICT;

CREATE TABLE digest (
    bucket TEXT NOT NULL,
    rows INTEGER NOT NULL,
    sum TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_digest PRIMARY KEY (bucket)
)
 STRICT;

CREATE TABLE draft (
    "key" TEXT NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY ("key")
)
 STRICT;

CREATE TABLE gate_revision (
    ticket_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    judged INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_gate_revision PRIMARY KEY (ticket_id)
)
 STRICT;

CREATE INDEX ix_gate_revision_unjudged ON gate_revision (ticket_id) WHERE judged = 0;

CREATE TABLE library_fact (
    "key" TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_library_fact PRIMARY KEY ("key")
)
 STRICT;

CREATE TABLE number_counter (
    table_name TEXT NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_number_counter PRIMARY KEY (table_name)
)
 STRICT;

CREATE TABLE operation (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT DEFAULT '' NOT NULL,
    name_values TEXT DEFAULT '{}' NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    initiator TEXT DEFAULT '' NOT NULL,
    coalesce_key TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT 'do' NOT NULL,
    target_seq INTEGER,
    state TEXT DEFAULT 'done' NOT NULL,
    schema_version INTEGER NOT NULL
)
 STRICT;

CREATE INDEX ix_operation_kind_state_seq ON operation (kind, state, seq);

CREATE TABLE problem (
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    symptom TEXT NOT NULL,
    need_level TEXT,
    CONSTRAINT pk_problem PRIMARY KEY (id),
    CONSTRAINT uq_problem_number UNIQUE (number)
)
 STRICT;

CREATE TABLE rendering (
    capture_id TEXT NOT NULL,
    product TEXT NOT NULL,
    blob TEXT DEFAULT '' NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    CONSTRAINT pk_rendering PRIMARY KEY (capture_id, product)
)
 STRICT;

CREATE INDEX ix_rendering_blob ON rendering (blob);

CREATE TABLE replica (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id TEXT DEFAULT '' NOT NULL,
    started TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL
)
 STRICT;

CREATE TABLE role (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_role PRIMARY KEY (id),
    CONSTRAINT uq_role_name UNIQUE (name)
)
 STRICT;

CREATE TABLE round (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_round PRIMARY KEY (id),
    CONSTRAINT uq_round_name UNIQUE (name)
)
 STRICT;

CREATE TABLE search_entry (
    id INTEGER NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    entity_id TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_search_entry PRIMARY KEY (id),
    CONSTRAINT uq_search_entry_entity_id_kind UNIQUE (entity_id, kind)
)
 STRICT;

CREATE TABLE setting (
    id TEXT NOT NULL,
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (id),
    CONSTRAINT uq_setting_key UNIQUE ("key")
)
 STRICT;

CREATE TABLE tag (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_tag PRIMARY KEY (id),
    CONSTRAINT uq_tag_name UNIQUE (name)
)
 STRICT;

CREATE TABLE verdict (
    ticket_id TEXT NOT NULL,
    criterion TEXT NOT NULL,
    ok INTEGER NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    mend TEXT DEFAULT '' NOT NULL,
    revision INTEGER NOT NULL,
    CONSTRAINT pk_verdict PRIMARY KEY (ticket_id, criterion)
)
 STRICT;

CREATE TABLE chat_message (
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    sender TEXT NOT NULL,
    source_id TEXT NOT NULL,
    round_id TEXT,
    CONSTRAINT pk_chat_message PRIMARY KEY (id),
    CONSTRAINT fk_chat_message_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_chat_message_at_id ON chat_message (at, id);

CREATE INDEX ix_chat_message_round_id ON chat_message (round_id);

CREATE INDEX ix_chat_message_source_id ON chat_message (source_id);

CREATE TABLE decision (
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    source_id TEXT NOT NULL,
    round_id TEXT,
    door TEXT,
    door_reason TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT NOT NULL,
    taken INTEGER NOT NULL,
    taken_reason TEXT NOT NULL,
    taken_at TEXT,
    CONSTRAINT pk_decision PRIMARY KEY (id),
    CONSTRAINT uq_decision_number UNIQUE (number),
    CONSTRAINT fk_decision_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_decision_round_id ON decision (round_id);

CREATE INDEX ix_decision_source_id ON decision (source_id);

CREATE TABLE import_row (
    id TEXT NOT NULL,
    round_id TEXT NOT NULL,
    file_kind TEXT NOT NULL,
    source_id TEXT NOT NULL,
    entity_kind TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    pack_hash TEXT NOT NULL,
    stored_hash TEXT NOT NULL,
    CONSTRAINT pk_import_row PRIMARY KEY (id),
    CONSTRAINT uq_import_row_round_id_file_kind_source_id UNIQUE (round_id, file_kind, source_id),
    CONSTRAINT fk_import_row_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_import_row_entity_kind_entity_id ON import_row (entity_kind, entity_id);

CREATE TABLE narrative (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    round_id TEXT NOT NULL,
    language TEXT NOT NULL,
    template TEXT NOT NULL,
    changed TEXT NOT NULL,
    source TEXT NOT NULL,
    draft INTEGER NOT NULL,
    CONSTRAINT pk_narrative PRIMARY KEY (id),
    CONSTRAINT fk_narrative_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_narrative_round_id ON narrative (round_id);

CREATE TABLE team (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    department_id TEXT,
    code TEXT NOT NULL,
    place TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    language TEXT NOT NULL,
    people INTEGER,
    CONSTRAINT pk_team PRIMARY KEY (id),
    CONSTRAINT fk_team_department_id_department FOREIGN KEY(department_id) REFERENCES department (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_team_department_id ON team (department_id);

CREATE INDEX ix_team_name ON team (name);

CREATE TABLE narrative_version (
    id TEXT NOT NULL,
    narrative_id TEXT NOT NULL,
    draft INTEGER NOT NULL,
    source TEXT NOT NULL,
    language TEXT NOT NULL,
    created TEXT NOT NULL,
    settings TEXT NOT NULL,
    checksum TEXT NOT NULL,
    CONSTRAINT pk_narrative_version PRIMARY KEY (id),
    CONSTRAINT fk_narrative_version_narrative_id_narrative FOREIGN KEY(narrative_id) REFERENCES narrative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_narrative_version_narrative_id_draft ON narrative_version (narrative_id, draft);

CREATE TABLE person (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role_id TEXT,
    team_id TEXT,
    may_be_named INTEGER NOT NULL,
    consent_words TEXT NOT NULL,
    languages TEXT NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT fk_person_role_id_role FOREIGN KEY(role_id) REFERENCES role (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_person_team_id_team FOREIGN KEY(team_id) REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_person_name ON person (name);

CREATE INDEX ix_person_role_id ON person (role_id);

CREATE INDEX ix_person_team_id ON person (team_id);

CREATE TABLE plan_slot (
    id TEXT NOT NULL,
    round_id TEXT NOT NULL,
    team_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    slots TEXT NOT NULL,
    facilitator_wanted TEXT NOT NULL,
    not_with TEXT NOT NULL,
    remarks TEXT NOT NULL,
    people INTEGER,
    CONSTRAINT pk_plan_slot PRIMARY KEY (id),
    CONSTRAINT uq_plan_slot_round_id_team_id UNIQUE (round_id, team_id),
    CONSTRAINT fk_plan_slot_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plan_slot_team_id_team FOREIGN KEY(team_id) REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_plan_slot_team_id ON plan_slot (team_id);

CREATE TABLE question (
    id TEXT NOT NULL,
    decision_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    weight REAL NOT NULL,
    answered INTEGER NOT NULL,
    answer TEXT NOT NULL,
    CONSTRAINT pk_question PRIMARY KEY (id),
    CONSTRAINT fk_question_decision_id_decision FOREIGN KEY(decision_id) REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_question_decision_id_position ON question (decision_id, position);

CREATE TABLE session (
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    round_id TEXT NOT NULL,
    team_id TEXT NOT NULL,
    charter TEXT NOT NULL,
    date TEXT NOT NULL,
    planned_minutes INTEGER,
    started TEXT,
    ended TEXT,
    facilitator_role TEXT NOT NULL,
    consent_words TEXT NOT NULL,
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    source_id TEXT NOT NULL,
    CONSTRAINT pk_session PRIMARY KEY (id),
    CONSTRAINT uq_session_number UNIQUE (number),
    CONSTRAINT fk_session_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_session_team_id_team FOREIGN KEY(team_id) REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_session_round_id ON session (round_id);

CREATE INDEX ix_session_source_id ON session (source_id);

CREATE INDEX ix_session_team_id ON session (team_id);

CREATE TABLE capture (
    id TEXT NOT NULL,
    session_id TEXT,
    source_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    original TEXT NOT NULL,
    frame TEXT NOT NULL,
    original_purged INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    scale REAL NOT NULL,
    lossy INTEGER NOT NULL,
    blank INTEGER NOT NULL,
    caption TEXT NOT NULL,
    source TEXT NOT NULL,
    app TEXT NOT NULL,
    what TEXT NOT NULL,
    window_title TEXT NOT NULL,
    page_address TEXT NOT NULL,
    taken TEXT,
    state TEXT NOT NULL,
    reviewed_at TEXT,
    reviewed_by TEXT NOT NULL,
    CONSTRAINT pk_capture PRIMARY KEY (id),
    CONSTRAINT fk_capture_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_capture_session_id_taken_id ON capture (session_id, taken, id);

CREATE INDEX ix_capture_source_id ON capture (source_id);

CREATE INDEX ix_capture_state_id ON capture (state, id);

CREATE TABLE observation (
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    source_id TEXT NOT NULL,
    seen_as TEXT,
    elicitation TEXT,
    frame TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    waste TEXT,
    speaker TEXT NOT NULL,
    language TEXT NOT NULL,
    original TEXT NOT NULL,
    original_language TEXT NOT NULL,
    debate_minutes REAL,
    severity_actual INTEGER,
    severity_potential INTEGER,
    problem_id TEXT,
    CONSTRAINT pk_observation PRIMARY KEY (id),
    CONSTRAINT fk_observation_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_observation_problem_id_problem FOREIGN KEY(problem_id) REFERENCES problem (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_observation_at_id ON observation (at, id);

CREATE INDEX ix_observation_kind_at_id ON observation (kind, at, id);

CREATE INDEX ix_observation_problem_id ON observation (problem_id);

CREATE INDEX ix_observation_session_id_at_id ON observation (session_id, at, id);

CREATE INDEX ix_observation_source_id ON observation (source_id);

CREATE TABLE participant (
    id TEXT NOT NULL,
    round_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    attends TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    may_decide TEXT NOT NULL,
    arrives TEXT NOT NULL,
    leaves TEXT NOT NULL,
    CONSTRAINT pk_participant PRIMARY KEY (id),
    CONSTRAINT uq_participant_round_id_person_id UNIQUE (round_id, person_id),
    CONSTRAINT fk_participant_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_participant_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_participant_person_id ON participant (person_id);

CREATE TABLE session_person (
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    part TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_session_person PRIMARY KEY (id),
    CONSTRAINT uq_session_person_session_id_person_id_part UNIQUE (session_id, person_id, part),
    CONSTRAINT ck_session_person_part CHECK (part IN ('facilitator', 'observed')),
    CONSTRAINT fk_session_person_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_session_person_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_session_person_person_id ON session_person (person_id);

CREATE TABLE ticket (
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    source_id TEXT NOT NULL,
    round_id TEXT,
    problem_id TEXT,
    state TEXT NOT NULL,
    state_reason TEXT NOT NULL,
    problem_where TEXT NOT NULL,
    problem_expected TEXT NOT NULL,
    problem_happened TEXT NOT NULL,
    fix TEXT NOT NULL,
    money_low TEXT NOT NULL,
    money_likely TEXT NOT NULL,
    money_high TEXT NOT NULL,
    currency TEXT NOT NULL,
    money_per TEXT NOT NULL,
    arithmetic TEXT NOT NULL,
    effort_low TEXT NOT NULL,
    effort_likely TEXT NOT NULL,
    effort_high TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_person_id TEXT,
    owner_team TEXT NOT NULL,
    approvals_asked INTEGER NOT NULL,
    seen_k INTEGER,
    looked_at_n INTEGER,
    frame TEXT NOT NULL,
    frame_words TEXT NOT NULL,
    missing_references TEXT NOT NULL,
    fix_kind TEXT,
    why_missed TEXT,
    experience_only INTEGER NOT NULL,
    reassignments INTEGER NOT NULL,
    CONSTRAINT pk_ticket PRIMARY KEY (id),
    CONSTRAINT uq_ticket_number UNIQUE (number),
    CONSTRAINT fk_ticket_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ticket_problem_id_problem FOREIGN KEY(problem_id) REFERENCES problem (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ticket_owner_person_id_person FOREIGN KEY(owner_person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_ticket_changed_id ON ticket (changed, id);

CREATE INDEX ix_ticket_owner_person_id ON ticket (owner_person_id);

CREATE INDEX ix_ticket_problem_id ON ticket (problem_id);

CREATE INDEX ix_ticket_round_id ON ticket (round_id);

CREATE INDEX ix_ticket_source_id ON ticket (source_id);

CREATE INDEX ix_ticket_state_number ON ticket (state, number);

CREATE TABLE annotation (
    id TEXT NOT NULL,
    capture_id TEXT NOT NULL,
    marks TEXT NOT NULL,
    revision INTEGER NOT NULL,
    CONSTRAINT pk_annotation PRIMARY KEY (id),
    CONSTRAINT uq_annotation_capture_id UNIQUE (capture_id),
    CONSTRAINT fk_annotation_capture_id_capture FOREIGN KEY(capture_id) REFERENCES capture (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE cause (
    id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    status TEXT NOT NULL,
    evidence TEXT NOT NULL,
    CONSTRAINT pk_cause PRIMARY KEY (id),
    CONSTRAINT fk_cause_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_cause_ticket_id_position ON cause (ticket_id, position);

CREATE TABLE contact (
    id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    at TEXT,
    round_id TEXT,
    team_id TEXT,
    customer_id TEXT,
    observation_id TEXT,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    consent TEXT NOT NULL,
    words_allowed INTEGER NOT NULL,
    complaint TEXT NOT NULL,
    words TEXT NOT NULL,
    asked TEXT NOT NULL,
    solved INTEGER,
    call_back_due TEXT,
    CONSTRAINT pk_contact PRIMARY KEY (id),
    CONSTRAINT fk_contact_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_contact_team_id_team FOREIGN KEY(team_id) REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_contact_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_contact_observation_id_observation FOREIGN KEY(observation_id) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_contact_at_id ON contact (at, id);

CREATE INDEX ix_contact_customer_id ON contact (customer_id);

CREATE INDEX ix_contact_observation_id ON contact (observation_id);

CREATE INDEX ix_contact_round_id ON contact (round_id);

CREATE INDEX ix_contact_source_id ON contact (source_id);

CREATE INDEX ix_contact_team_id ON contact (team_id);

CREATE TABLE hand_off_step (
    id TEXT NOT NULL,
    observation_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    giver TEXT NOT NULL,
    taker TEXT NOT NULL,
    what TEXT NOT NULL,
    CONSTRAINT pk_hand_off_step PRIMARY KEY (id),
    CONSTRAINT fk_hand_off_step_observation_id_observation FOREIGN KEY(observation_id) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_hand_off_step_observation_id_position ON hand_off_step (observation_id, position);

CREATE TABLE observation_capture (
    id TEXT NOT NULL,
    observation_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    capture_id TEXT,
    position INTEGER NOT NULL,
    part TEXT NOT NULL,
    region_px TEXT,
    CONSTRAINT pk_observation_capture PRIMARY KEY (id),
    CONSTRAINT fk_observation_capture_observation_id_observation FOREIGN KEY(observation_id) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_observation_capture_capture_id_capture FOREIGN KEY(capture_id) REFERENCES capture (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_observation_capture_capture_id ON observation_capture (capture_id);

CREATE INDEX ix_observation_capture_observation_id_position ON observation_capture (observation_id, position);

CREATE TABLE observation_tag (
    id TEXT NOT NULL,
    observation_id TEXT NOT NULL,
    tag_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_observation_tag PRIMARY KEY (id),
    CONSTRAINT uq_observation_tag_observation_id_tag_id UNIQUE (observation_id, tag_id),
    CONSTRAINT fk_observation_tag_observation_id_observation FOREIGN KEY(observation_id) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_observation_tag_tag_id_tag FOREIGN KEY(tag_id) REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_observation_tag_tag_id ON observation_tag (tag_id);

CREATE TABLE promise (
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    text TEXT NOT NULL,
    by_role TEXT NOT NULL,
    due TEXT NOT NULL,
    kept INTEGER,
    observation_id TEXT,
    CONSTRAINT pk_promise PRIMARY KEY (id),
    CONSTRAINT fk_promise_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_promise_observation_id_observation FOREIGN KEY(observation_id) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_promise_observation_id ON promise (observation_id);

CREATE INDEX ix_promise_session_id ON promise (session_id);

CREATE TABLE proposal (
    id TEXT NOT NULL,
    capture_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    rect_px TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT pk_proposal PRIMARY KEY (id),
    CONSTRAINT fk_proposal_capture_id_capture FOREIGN KEY(capture_id) REFERENCES capture (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_proposal_capture_id ON proposal (capture_id);

CREATE TABLE remark (
    id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    code TEXT NOT NULL,
    sentence TEXT NOT NULL,
    blocks INTEGER NOT NULL,
    waved_off TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_remark PRIMARY KEY (id),
    CONSTRAINT uq_remark_ticket_id_code UNIQUE (ticket_id, code),
    CONSTRAINT fk_remark_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE TABLE sighting (
    id TEXT NOT NULL,
    artifact_id TEXT NOT NULL,
    team_id TEXT,
    session_id TEXT,
    observation_id TEXT,
    purpose TEXT NOT NULL,
    minutes_per_week REAL,
    still_read_by TEXT NOT NULL,
    CONSTRAINT pk_sighting PRIMARY KEY (id),
    CONSTRAINT fk_sighting_artifact_id_artifact FOREIGN KEY(artifact_id) REFERENCES artifact (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_sighting_team_id_team FOREIGN KEY(team_id) REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_sighting_session_id_session FOREIGN KEY(session_id) REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_sighting_observation_id_observation FOREIGN KEY(observation_id) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_sighting_artifact_id ON sighting (artifact_id);

CREATE INDEX ix_sighting_observation_id ON sighting (observation_id);

CREATE INDEX ix_sighting_session_id ON sighting (session_id);

CREATE INDEX ix_sighting_team_id ON sighting (team_id);

CREATE TABLE ticket_approval (
    id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    role TEXT NOT NULL,
    typical_days REAL,
    CONSTRAINT pk_ticket_approval PRIMARY KEY (id),
    CONSTRAINT fk_ticket_approval_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_ticket_approval_body ON ticket_approval (body);

CREATE INDEX ix_ticket_approval_ticket_id_position ON ticket_approval (ticket_id, position);

CREATE TABLE ticket_observation (
    id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    observation_id TEXT,
    position INTEGER NOT NULL,
    CONSTRAINT pk_ticket_observation PRIMARY KEY (id),
    CONSTRAINT fk_ticket_observation_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ticket_observation_observation_id_observation FOREIGN KEY(observation_id) REFERENCES observation (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_ticket_observation_observation_id ON ticket_observation (observation_id);

CREATE INDEX ix_ticket_observation_ticket_id_position ON ticket_observation (ticket_id, position);

CREATE TABLE ticket_picture (
    id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    reference TEXT NOT NULL,
    capture_id TEXT,
    CONSTRAINT pk_ticket_picture PRIMARY KEY (id),
    CONSTRAINT fk_ticket_picture_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ticket_picture_capture_id_capture FOREIGN KEY(capture_id) REFERENCES capture (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_ticket_picture_capture_id ON ticket_picture (capture_id);

CREATE INDEX ix_ticket_picture_ticket_id_position ON ticket_picture (ticket_id, position);

CREATE TABLE ticket_stage (
    id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    state TEXT NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    giver TEXT NOT NULL,
    taker TEXT NOT NULL,
    CONSTRAINT pk_ticket_stage PRIMARY KEY (id),
    CONSTRAINT fk_ticket_stage_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_ticket_stage_ticket_id_at ON ticket_stage (ticket_id, at);

CREATE TABLE ticket_team (
    id TEXT NOT NULL,
    ticket_id TEXT NOT NULL,
    name TEXT NOT NULL,
    team_id TEXT,
    position INTEGER NOT NULL,
    CONSTRAINT pk_ticket_team PRIMARY KEY (id),
    CONSTRAINT uq_ticket_team_ticket_id_name UNIQUE (ticket_id, name),
    CONSTRAINT fk_ticket_team_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ticket_team_team_id_team FOREIGN KEY(team_id) REFERENCES team (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ix_ticket_team_name ON ticket_team (name);

CREATE INDEX ix_ticket_team_team_id ON ticket_team (team_id);

CREATE VIRTUAL TABLE search_index USING fts5(body, content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 2', columnsize=0, prefix='3 4 5 6');

CREATE TRIGGER gate_ticket_added AFTER INSERT ON ticket BEGIN INSERT OR IGNORE INTO gate_revision (ticket_id, revision) VALUES (NEW.id, 0); UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = NEW.id; DELETE FROM verdict WHERE ticket_id = NEW.id; END;

CREATE TRIGGER gate_ticket_changed AFTER UPDATE OF title, problem_where, problem_expected, problem_happened, fix, money_low, money_likely, money_high, currency, money_per, arithmetic, effort_low, effort_likely, effort_high, owner, owner_person_id, owner_team, approvals_asked, seen_k, looked_at_n, frame, frame_words, missing_references, experience_only ON ticket BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = NEW.id; DELETE FROM verdict WHERE ticket_id = NEW.id; END;

CREATE TRIGGER gate_ticket_deleted AFTER DELETE ON ticket BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = OLD.id; DELETE FROM verdict WHERE ticket_id = OLD.id; UPDATE gate_revision SET judged = 1 WHERE ticket_id = OLD.id; END;

CREATE TRIGGER gate_ticket_key BEFORE UPDATE OF id ON ticket WHEN NEW.id IS NOT OLD.id BEGIN SELECT RAISE(ABORT, 'gate: the key of a ticket never changes'); END;

CREATE TRIGGER gate_no_start BEFORE INSERT ON ticket WHEN NEW.state IN ('delegated', 'in_progress', 'done', 'verified') BEGIN SELECT RAISE(ABORT, 'gate: six current true verdicts and no blocking remark are needed'); END;

CREATE TRIGGER gate_no_pass BEFORE UPDATE OF state ON ticket WHEN NEW.state IN ('delegated', 'in_progress', 'done', 'verified') AND OLD.state NOT IN ('delegated', 'in_progress', 'done', 'verified') AND NOT ((SELECT count(*) FROM verdict v JOIN gate_revision g ON g.ticket_id = v.ticket_id WHERE v.ticket_id = NEW.id AND v.ok = 1 AND v.revision = g.revision AND v.criterion IN ('picture', 'problem', 'fix', 'money', 'effort', 'owner')) = 6 AND NOT EXISTS (SELECT 1 FROM remark r WHERE r.ticket_id = NEW.id AND r.blocks = 1 AND r.waved_off = '')) BEGIN SELECT RAISE(ABORT, 'gate: six current true verdicts and no blocking remark are needed'); END;

CREATE TRIGGER gate_no_return BEFORE UPDATE OF state ON ticket WHEN NEW.state = 'delegated' AND OLD.state IN ('in_progress', 'done', 'verified') AND NOT ((SELECT count(*) FROM verdict v JOIN gate_revision g ON g.ticket_id = v.ticket_id WHERE v.ticket_id = NEW.id AND v.ok = 1 AND v.revision = g.revision AND v.criterion IN ('picture', 'problem', 'fix', 'money', 'effort', 'owner')) = 6 AND NOT EXISTS (SELECT 1 FROM remark r WHERE r.ticket_id = NEW.id AND r.blocks = 1 AND r.waved_off = '')) BEGIN SELECT RAISE(ABORT, 'gate: six current true verdicts and no blocking remark are needed'); END;

CREATE TRIGGER gate_ticket_picture_added AFTER INSERT ON ticket_picture BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = NEW.ticket_id; DELETE FROM verdict WHERE ticket_id = NEW.ticket_id; END;

CREATE TRIGGER gate_ticket_picture_changed AFTER UPDATE ON ticket_picture BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); DELETE FROM verdict WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); END;

CREATE TRIGGER gate_ticket_picture_deleted AFTER DELETE ON ticket_picture BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = OLD.ticket_id; DELETE FROM verdict WHERE ticket_id = OLD.ticket_id; END;

CREATE TRIGGER gate_ticket_team_added AFTER INSERT ON ticket_team BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = NEW.ticket_id; DELETE FROM verdict WHERE ticket_id = NEW.ticket_id; END;

CREATE TRIGGER gate_ticket_team_changed AFTER UPDATE ON ticket_team BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); DELETE FROM verdict WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); END;

CREATE TRIGGER gate_ticket_team_deleted AFTER DELETE ON ticket_team BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = OLD.ticket_id; DELETE FROM verdict WHERE ticket_id = OLD.ticket_id; END;

CREATE TRIGGER gate_ticket_approval_added AFTER INSERT ON ticket_approval BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = NEW.ticket_id; DELETE FROM verdict WHERE ticket_id = NEW.ticket_id; END;

CREATE TRIGGER gate_ticket_approval_changed AFTER UPDATE ON ticket_approval BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); DELETE FROM verdict WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); END;

CREATE TRIGGER gate_ticket_approval_deleted AFTER DELETE ON ticket_approval BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = OLD.ticket_id; DELETE FROM verdict WHERE ticket_id = OLD.ticket_id; END;

CREATE TRIGGER gate_ticket_observation_added AFTER INSERT ON ticket_observation BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = NEW.ticket_id; DELETE FROM verdict WHERE ticket_id = NEW.ticket_id; END;

CREATE TRIGGER gate_ticket_observation_changed AFTER UPDATE ON ticket_observation BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); DELETE FROM verdict WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); END;

CREATE TRIGGER gate_ticket_observation_deleted AFTER DELETE ON ticket_observation BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = OLD.ticket_id; DELETE FROM verdict WHERE ticket_id = OLD.ticket_id; END;

CREATE TRIGGER gate_cause_added AFTER INSERT ON cause BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = NEW.ticket_id; DELETE FROM verdict WHERE ticket_id = NEW.ticket_id; END;

CREATE TRIGGER gate_cause_changed AFTER UPDATE ON cause BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); DELETE FROM verdict WHERE ticket_id IN (OLD.ticket_id, NEW.ticket_id); END;

CREATE TRIGGER gate_cause_deleted AFTER DELETE ON cause BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id = OLD.ticket_id; DELETE FROM verdict WHERE ticket_id = OLD.ticket_id; END;

CREATE TRIGGER gate_capture_added AFTER INSERT ON capture BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.id); END;

CREATE TRIGGER gate_capture_changed AFTER UPDATE OF state, blank ON capture BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.id); END;

CREATE TRIGGER gate_capture_deleted AFTER DELETE ON capture BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.id); END;

CREATE TRIGGER gate_annotation_added AFTER INSERT ON annotation BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.capture_id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.capture_id); END;

CREATE TRIGGER gate_annotation_changed AFTER UPDATE ON annotation BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.capture_id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.capture_id); UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.capture_id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.capture_id); END;

CREATE TRIGGER gate_annotation_deleted AFTER DELETE ON annotation BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.capture_id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.capture_id); END;

CREATE TRIGGER gate_proposal_added AFTER INSERT ON proposal BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.capture_id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.capture_id); END;

CREATE TRIGGER gate_proposal_changed AFTER UPDATE ON proposal BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.capture_id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = NEW.capture_id); UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.capture_id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.capture_id); END;

CREATE TRIGGER gate_proposal_deleted AFTER DELETE ON proposal BEGIN UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.capture_id); DELETE FROM verdict WHERE ticket_id IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = OLD.capture_id); END;

CREATE TRIGGER gate_verdict_added BEFORE INSERT ON verdict WHEN NEW.revision IS NOT (SELECT revision FROM gate_revision WHERE ticket_id = NEW.ticket_id) BEGIN SELECT RAISE(ABORT, 'gate: a verdict for another revision of the ticket'); END;

CREATE TRIGGER gate_verdict_changed BEFORE UPDATE ON verdict WHEN NEW.revision IS NOT (SELECT revision FROM gate_revision WHERE ticket_id = NEW.ticket_id) BEGIN SELECT RAISE(ABORT, 'gate: a verdict for another revision of the ticket'); END;

CREATE TRIGGER rendering_reviewed BEFORE INSERT ON rendering WHEN NEW.product IN ('base', 'flat') AND NOT EXISTS (SELECT 1 FROM capture WHERE id = NEW.capture_id AND state = 'reviewed') BEGIN SELECT RAISE(ABORT, 'only a reviewed picture has a rendition'); END;

CREATE TRIGGER rendering_marks_added AFTER INSERT ON annotation BEGIN DELETE FROM rendering WHERE capture_id = NEW.capture_id; END;

CREATE TRIGGER rendering_marks_changed AFTER UPDATE ON annotation BEGIN DELETE FROM rendering WHERE capture_id IN (OLD.capture_id, NEW.capture_id); END;

CREATE TRIGGER rendering_marks_deleted AFTER DELETE ON annotation BEGIN DELETE FROM rendering WHERE capture_id = OLD.capture_id; END;

CREATE TRIGGER rendering_review_changed AFTER UPDATE OF state ON capture BEGIN DELETE FROM rendering WHERE capture_id = NEW.id AND product IN ('base', 'flat'); END;

CREATE TRIGGER rendering_capture_deleted AFTER DELETE ON capture BEGIN DELETE FROM rendering WHERE capture_id = OLD.id; END;
