"""Stage 3: a staged batch goes in; accepted rows, refused rows with reasons, and check results come out.

The one package that imports Great Expectations, and only when a batch is audited.
"""
