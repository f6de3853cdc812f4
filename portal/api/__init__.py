"""What every part of the API shares: who calls (``authentication``), how often (``throttling``), how it is
described (``schema``), and the shared words (``words``)."""
