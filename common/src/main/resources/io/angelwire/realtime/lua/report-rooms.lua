-- Notes how many connections a node has in rooms. A node that reports nothing for a while is forgotten.
--
-- <directory>:nodes         sorted set: nodes by the time (ms) at which they are forgotten
-- <directory>:names:<node>  sorted set of the node's rooms, all with score 0: in the order of their names
-- <directory>:counts:<node> hash: the node's connections by room
--
-- KEYS[1] directory  prefix of these
-- ARGV[1] node    the node that reports
-- ARGV[2] life    milliseconds until a silent node is forgotten
-- ARGV[3] afresh  1: forget what the node has reported before; else 0
-- then room and number of connections, alternating; 0: the node has none there any more
--
-- Returns 1, or 0 if the node is not known any more and has to report afresh

local directory = KEYS[1]
local node, life, afresh = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1'
local FIRST_ROOM = 4

local nodes, names, counts = directory .. ':nodes', directory .. ':names:' .. node, directory .. ':counts:' .. node
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

for _, silent in ipairs(redis.call('ZRANGEBYSCORE', nodes, '-inf', now, 'LIMIT', 0, 10)) do
  redis.call('ZREM', nodes, silent)
  redis.call('UNLINK', directory .. ':names:' .. silent, directory .. ':counts:' .. silent)
end
if afresh then
  redis.call('UNLINK', names, counts)
elseif not redis.call('ZSCORE', nodes, node) then
  return 0
end
for i = FIRST_ROOM, #ARGV, 2 do
  if ARGV[i + 1] == '0' then
    redis.call('ZREM', names, ARGV[i])
    redis.call('HDEL', counts, ARGV[i])
  else
    redis.call('ZADD', names, 0, ARGV[i])
    redis.call('HSET', counts, ARGV[i], ARGV[i + 1])
  end
end
redis.call('ZADD', nodes, now + life, node)
for _, key in ipairs({ nodes, names, counts }) do
  redis.call('PEXPIRE', key, life * 10)
end
return 1
