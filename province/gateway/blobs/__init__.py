"""Where sealed files lie: a folder on this machine, or a bucket that several gateways share.

Resumable uploads after the IETF draft "Resumable Uploads for HTTP": a terminal tells digest and size
(POST), asks how much is there (HEAD), and streams from that offset (PATCH). What arrived stays when the line
breaks. A file counts when its SHA-256 matches.
"""
