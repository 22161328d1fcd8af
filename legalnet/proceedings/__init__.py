"""What people do in a room with a procedure: its people, its file, every act, and what must be done before a step."""
