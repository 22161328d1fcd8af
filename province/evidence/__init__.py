"""The evidence log: takes deposits in, grows the tree, signs its heads, has them witnessed, serves them as files."""
