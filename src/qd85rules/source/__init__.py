"""Files as text with places: what may be opened, how it is read and written, and where each value stands.

In comes a path or bytes; out comes text, or a tree of values of which each knows its line and column. One function
opens what people name (`files`): regular files of a bounded size and nothing that could keep a reader waiting; the
same module decodes what they say. One function writes (`writing`): a file is replaced whole or not at all, and no
input of the run is written over.

- `places` has the one protocol of a place: where a value stands, and the line that an error may quote.
- `yamltree` reads YAML as YAML 1.2 has it, without anchors that grow and without types that surprise; `yamlscalar`
  tells where in the text a character of a value stands.
- `jsontree` reads JSON with every problem of it; `tomlplaces` finds places in TOML.
- `places` is the one protocol of a place, `Placed`, for trees, cells of tables, and data that has no place;
  `sourcetree` is what every reader of a pack, a case or a waiver gives: values with spans.
- `form` declares the keys and values that a file may have; `reader` reads it, and `refusals` words what does not fit.

INVARIANT: what was not understood is told with its place; nothing is dropped without a word.
"""
