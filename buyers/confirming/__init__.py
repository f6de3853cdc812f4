"""What buyers confirm of deliveries: inviting, recording, pooling, disputing, and who may."""
