"""Training: what turns corpora into the packaged lexicons and models. Never imported by the product."""
