"""The view: a guest's frame loop, what people do turned into events, and what its methods do."""
