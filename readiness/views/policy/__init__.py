"""Pages of the policy: versions, drafts and their parts. All staff read them; the ministry's editors write."""
