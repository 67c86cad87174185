"""Mail: one message (``eml``, ``outlook``) or a folder of them (``mbox``).

``message`` is what every kind of mail has, ``letter`` makes articles of it, ``forwards`` finds the mail inside a mail.
"""
