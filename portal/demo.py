"""The people who show the demo portal. Their addresses lead nowhere and their password is printed."""

PASSWORD = "xuong-mau-2026"
SUPPLIER = "supplier@demo.example"
BUYER = "buyer@demo.example"
MINISTRY = "ministry@demo.example"
SECOND_PERSON = "ministry2@demo.example"
EVERYONE = (SUPPLIER, BUYER, MINISTRY, SECOND_PERSON)
