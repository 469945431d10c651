-- Tells how much memory the Redis process that has the queue uses.
-- KEYS: prefix
-- ARGV: (none)
-- Returns: used, limit (bytes; 0: none)
local info = redis.call('INFO', 'memory')
return { tonumber(string.match(info, 'used_memory:(%d+)')), tonumber(string.match(info, 'maxmemory:(%d+)')) }
