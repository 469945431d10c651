-- Tells all nodes something: those that listen now hear it, those whose subscription is down find it in the log.
--
-- KEYS[1] log  stream, one field: notice
-- ARGV[1] channel  that nodes listen to; they hear <entry id> <notice>
-- ARGV[2] notice   the text
-- ARGV[3] kept     about so many notices are kept
-- ARGV[4] keptFor  milliseconds that a silent log is kept
--
-- Returns how many nodes heard it

local log = KEYS[1]
local channel, notice, kept, keptFor = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local id = redis.call('XADD', log, 'MAXLEN', '~', kept, '*', 'notice', notice)
redis.call('PEXPIRE', log, keptFor)
return redis.call('PUBLISH', channel, id .. ' ' .. notice)
