"""The media side of rooms: the media server (Janus) behind the gateway, the relay (coturn), and recordings."""
