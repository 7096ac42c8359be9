"""Queries run in processes that can be killed: the pool of workers, and what runs inside one."""
