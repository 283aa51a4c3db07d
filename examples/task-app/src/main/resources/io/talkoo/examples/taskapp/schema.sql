BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users, item TEXT NOT NULL, cents INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS orders_of_user ON orders (user_id);

CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS messages_of_user ON messages (user_id);

INSERT OR IGNORE INTO users VALUES
  (1, 'Aino', 'aino@example.org'), (2, 'Väinö', 'vaino@example.org'), (3, 'Louhi', 'louhi@example.org');

INSERT OR IGNORE INTO orders VALUES
  (1, 1, 'Birch bark basket', 4200), (2, 1, 'Rye bread', 550), (3, 2, 'Kantele', 98000), (4, 1, 'Wool socks', 1900);

INSERT OR IGNORE INTO messages VALUES
  (1, 1, 'When does the basket arrive?'), (2, 2, 'Do you have it in pike bone?'), (3, 1, 'It is here, thank you!');

COMMIT;
