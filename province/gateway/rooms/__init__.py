"""Video rooms: ways in, signalling over WebSockets, papers that are shown, the servers that carry media."""
