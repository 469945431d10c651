-- Names the present life of the Redis process that has the queue: its run id, new at each start, and a random value kept
-- among the queue's data, new after that was deleted. After either, writes that were acknowledged may be gone.
-- KEYS: prefix
-- ARGV: a random value
-- Returns: the name
local prefix = KEYS[1]
redis.call('SET', prefix .. 'epoch', ARGV[1], 'NX')
return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') .. '/' .. redis.call('GET', prefix .. 'epoch')
