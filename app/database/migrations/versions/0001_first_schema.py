"""The first schema, as the first release made it.

Frozen: it says what files of that version hold, whatever `tables` and `schema` say today.
"""

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """
    CREATE TABLE user (
        name VARCHAR(64) NOT NULL,
        email VARCHAR(254) NOT NULL,
        id INTEGER NOT NULL,
        uuid BLOB NOT NULL,
        fingerprint VARCHAR NOT NULL,
        public_key VARCHAR NOT NULL,
        home VARCHAR NOT NULL,
        key_store VARCHAR NOT NULL,
        check_value BLOB NOT NULL,
        is_kit_saved BOOLEAN NOT NULL,
        created INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (uuid),
        UNIQUE (fingerprint)
    )
    """,
    """
    CREATE TABLE resource_type (
        name VARCHAR(64) NOT NULL,
        icon VARCHAR(64) NOT NULL,
        secret_schema VARCHAR NOT NULL,
        secret_required BOOLEAN NOT NULL,
        description_encrypted BOOLEAN NOT NULL,
        shipped BOOLEAN NOT NULL,
        id INTEGER NOT NULL,
        uuid BLOB NOT NULL,
        "key" VARCHAR NOT NULL,
        fields VARCHAR NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (uuid),
        UNIQUE ("key")
    )
    """,
    """
    CREATE TABLE wrapper (
        name VARCHAR(64) NOT NULL,
        id INTEGER NOT NULL,
        identifier VARCHAR NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (identifier)
    )
    """,
    """
    CREATE TABLE scope (
        name VARCHAR(64) NOT NULL,
        id INTEGER NOT NULL,
        identifier VARCHAR NOT NULL,
        parent_id INTEGER,
        PRIMARY KEY (id),
        UNIQUE (identifier),
        FOREIGN KEY(parent_id) REFERENCES scope (id)
    )
    """,
    """
    CREATE TABLE product (
        name VARCHAR(64) NOT NULL,
        price INTEGER NOT NULL,
        currency VARCHAR NOT NULL,
        identifier VARCHAR NOT NULL,
        vat VARCHAR NOT NULL,
        description VARCHAR(10000),
        image_url VARCHAR(1024),
        id INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (identifier)
    )
    """,
    """
    CREATE TABLE tag (
        id INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        name_key VARCHAR NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (name)
    )
    """,
    """
    CREATE TABLE change_set (
        id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        actor VARCHAR NOT NULL,
        operation VARCHAR NOT NULL,
        reverts_id INTEGER,
        PRIMARY KEY (id),
        FOREIGN KEY(reverts_id) REFERENCES change_set (id)
    )
    """,
    """
    CREATE TABLE resource_count (
        id INTEGER NOT NULL,
        living INTEGER NOT NULL,
        favourites INTEGER NOT NULL,
        trashed INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE inventory (
        id INTEGER NOT NULL,
        uuid VARCHAR NOT NULL,
        created INTEGER NOT NULL,
        owner_id INTEGER NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(owner_id) REFERENCES user (id)
    )
    """,
    """
    CREATE TABLE resource (
        method VARCHAR NOT NULL,
        name VARCHAR(64) NOT NULL,
        description VARCHAR(10000),
        username VARCHAR(64),
        uri VARCHAR(1024),
        external_id VARCHAR(256),
        reference_id VARCHAR(256),
        image_url VARCHAR(1024),
        status VARCHAR NOT NULL,
        retail_price INTEGER,
        favourite BOOLEAN NOT NULL,
        id INTEGER NOT NULL,
        uuid BLOB NOT NULL,
        human_id VARCHAR NOT NULL,
        name_key VARCHAR NOT NULL,
        type_id INTEGER NOT NULL,
        wrapper_id INTEGER,
        scope_id INTEGER,
        product_id INTEGER,
        start_period INTEGER,
        end_period INTEGER,
        fields VARCHAR NOT NULL,
        created INTEGER NOT NULL,
        created_by VARCHAR NOT NULL,
        updated INTEGER NOT NULL,
        deleted INTEGER,
        revision INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (uuid),
        UNIQUE (human_id),
        FOREIGN KEY(type_id) REFERENCES resource_type (id),
        FOREIGN KEY(wrapper_id) REFERENCES wrapper (id),
        FOREIGN KEY(scope_id) REFERENCES scope (id),
        FOREIGN KEY(product_id) REFERENCES product (id)
    )
    """,
    """
    CREATE TABLE history (
        id INTEGER NOT NULL,
        change_set_id INTEGER NOT NULL,
        entity VARCHAR NOT NULL,
        entity_id INTEGER NOT NULL,
        identifier VARCHAR NOT NULL,
        operation VARCHAR NOT NULL,
        changes VARCHAR NOT NULL,
        old_secret VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY(change_set_id) REFERENCES change_set (id)
    )
    """,
    """
    CREATE TABLE resource_sub_product (
        resource_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        product_id INTEGER NOT NULL,
        PRIMARY KEY (resource_id, position),
        FOREIGN KEY(resource_id) REFERENCES resource (id) ON DELETE CASCADE,
        FOREIGN KEY(product_id) REFERENCES product (id)
    )
    """,
    """
    CREATE TABLE resource_tag (
        resource_id INTEGER NOT NULL,
        tag_id INTEGER NOT NULL,
        PRIMARY KEY (resource_id, tag_id),
        FOREIGN KEY(resource_id) REFERENCES resource (id) ON DELETE CASCADE,
        FOREIGN KEY(tag_id) REFERENCES tag (id)
    )
    """,
    """
    CREATE TABLE secret (
        id INTEGER NOT NULL,
        resource_id INTEGER NOT NULL,
        user_id INTEGER NOT NULL,
        armored VARCHAR NOT NULL,
        revision INTEGER NOT NULL,
        seal BLOB NOT NULL,
        created INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (resource_id, user_id),
        FOREIGN KEY(resource_id) REFERENCES resource (id) ON DELETE CASCADE,
        FOREIGN KEY(user_id) REFERENCES user (id)
    )
    """,
    """
    CREATE TABLE resource_text (
        resource_id INTEGER NOT NULL,
        folded VARCHAR NOT NULL,
        PRIMARY KEY (resource_id),
        FOREIGN KEY(resource_id) REFERENCES resource (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE VIRTUAL TABLE resource_search USING fts5 (folded, content='resource_text', content_rowid='resource_id', tokenize='trigram case_sensitive 1', detail=none)
    """,
    """
    CREATE INDEX ix_scope_parent_id ON scope (parent_id)
    """,
    """
    CREATE INDEX ix_change_set_reverts_id ON change_set (reverts_id)
    """,
    """
    CREATE INDEX ix_resource_scope_id ON resource (scope_id)
    """,
    """
    CREATE INDEX ix_resource_type_id ON resource (type_id)
    """,
    """
    CREATE INDEX ix_resource_product_id ON resource (product_id)
    """,
    """
    CREATE INDEX ix_resource_wrapper_id ON resource (wrapper_id)
    """,
    """
    CREATE INDEX ix_history_entity_id ON history (entity_id)
    """,
    """
    CREATE INDEX ix_history_change_set_id ON history (change_set_id)
    """,
    """
    CREATE INDEX ix_resource_sub_product_product_id ON resource_sub_product (product_id)
    """,
    """
    CREATE INDEX ix_resource_tag_tag_id ON resource_tag (tag_id)
    """,
    """
    CREATE INDEX ix_secret_resource_id ON secret (resource_id)
    """,
    """
    CREATE INDEX ix_secret_user_id ON secret (user_id)
    """,
    """
    CREATE INDEX resource_by_name ON resource (name_key, id) WHERE deleted IS NULL
    """,
    """
    CREATE INDEX resource_by_created ON resource (created, id) WHERE deleted IS NULL
    """,
    """
    CREATE INDEX resource_by_updated ON resource (updated, id) WHERE deleted IS NULL
    """,
    """
    CREATE INDEX resource_in_trash ON resource (deleted, id) WHERE deleted IS NOT NULL
    """,
    """
    CREATE INDEX resource_facets ON resource (status, type_id, scope_id, wrapper_id) WHERE deleted IS NULL
    """,
    """
    CREATE INDEX resource_favourites ON resource (name_key, id) WHERE favourite = 1 AND deleted IS NULL
    """,
    """
    CREATE INDEX resource_reference_id ON resource (reference_id) WHERE reference_id IS NOT NULL
    """,
    """
    CREATE UNIQUE INDEX resource_external_id ON resource (external_id, type_id, coalesce(scope_id, 0)) WHERE external_id IS NOT NULL AND deleted IS NULL
    """,
    """
    CREATE UNIQUE INDEX resource_name_in_wrapper ON resource (wrapper_id, type_id, name) WHERE wrapper_id IS NOT NULL AND deleted IS NULL
    """,
    """
    CREATE TRIGGER resource_counted_in AFTER INSERT ON resource BEGIN UPDATE resource_count SET living = living + (new.deleted IS NULL), favourites = favourites + (new.deleted IS NULL AND new.favourite), trashed = trashed + (new.deleted IS NOT NULL); END
    """,
    """
    CREATE TRIGGER resource_counted_out AFTER DELETE ON resource BEGIN UPDATE resource_count SET living = living - (old.deleted IS NULL), favourites = favourites - (old.deleted IS NULL AND old.favourite), trashed = trashed - (old.deleted IS NOT NULL); END
    """,
    """
    CREATE TRIGGER resource_counted_again AFTER UPDATE OF deleted, favourite ON resource BEGIN UPDATE resource_count SET living = living - (old.deleted IS NULL), favourites = favourites - (old.deleted IS NULL AND old.favourite), trashed = trashed - (old.deleted IS NOT NULL); UPDATE resource_count SET living = living + (new.deleted IS NULL), favourites = favourites + (new.deleted IS NULL AND new.favourite), trashed = trashed + (new.deleted IS NOT NULL); END
    """,
    "INSERT INTO resource_count (id, living, favourites, trashed) VALUES (1, 0, 0, 0)",
)


def upgrade() -> None:
    """Make every table, index, trigger and the search index."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
