"""What buyers ask firms and firms answer: sending, writing, closing, telling both sides, and who may."""
