-- Says who is in a room, over all nodes: a node tells which users have come and gone on it, and that it lives. A node
-- that says nothing for a while is forgotten with its users, by whichever node comes next.
--
-- <presence>:nodes        sorted set: nodes by the time (ms) at which they are forgotten
-- <presence>:users        hash: users by the number of nodes that they are on
-- <presence>:node:<node>  set: the users on that node
--
-- KEYS[1] presence  prefix of the three
-- ARGV[1] node     the node that calls; empty if it only asks
-- ARGV[2] life     milliseconds until a silent node is forgotten
-- ARGV[3] afresh   1: the users that follow are all that the node has; else 0
-- ARGV[4] coming   how many of the users that follow have come; those behind them have gone
-- ARGV[5] listed   at most so many users are listed
-- ARGV[6] live     channel
-- ARGV[7] notice   sent there if somebody has come or gone
-- then the users
--
-- Returns 1, or 0 if the node is not known any more and has to tell afresh; then how many users are in the room and, if
-- they are not more than listed, each of them

local presence = KEYS[1]
local node, life, afresh, coming = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1', tonumber(ARGV[4])
local listed, live, notice = tonumber(ARGV[5]), ARGV[6], ARGV[7]
local FIRST_USER = 8

local nodes, users = presence .. ':nodes', presence .. ':users'
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local changed = false

-- Sharded where the server knows that (Redis 7): in a cluster only the servers of the room's slot carry it.
local function send(channel, message)
  if type(redis.pcall('SPUBLISH', channel, message)) ~= 'number' then
    redis.call('PUBLISH', channel, message)
  end
end

local function come(which, user)
  if redis.call('SADD', presence .. ':node:' .. which, user) == 1 and redis.call('HINCRBY', users, user, 1) == 1 then
    changed = true
  end
end

local function go(which, user)
  if redis.call('SREM', presence .. ':node:' .. which, user) == 1 and redis.call('HINCRBY', users, user, -1) <= 0 then
    redis.call('HDEL', users, user)
    changed = true
  end
end

local function forget(which)
  for _, user in ipairs(redis.call('SMEMBERS', presence .. ':node:' .. which)) do
    go(which, user)
  end
  redis.call('ZREM', nodes, which)
end

for _, silent in ipairs(redis.call('ZRANGEBYSCORE', nodes, '-inf', now, 'LIMIT', 0, 10)) do
  forget(silent)
end

local known = 1
if node ~= '' then
  if afresh then
    local kept = {}
    for i = FIRST_USER, #ARGV do
      kept[ARGV[i]] = true
    end
    for _, user in ipairs(redis.call('SMEMBERS', presence .. ':node:' .. node)) do
      if not kept[user] then
        go(node, user)
      end
    end
  elseif not redis.call('ZSCORE', nodes, node) then
    known = 0
  end
  if known == 1 then
    for i = FIRST_USER, #ARGV do
      if i < FIRST_USER + coming then
        come(node, ARGV[i])
      else
        go(node, ARGV[i])
      end
    end
    if redis.call('EXISTS', presence .. ':node:' .. node) == 1 then
      redis.call('ZADD', nodes, now + life, node)
      for _, key in ipairs({ nodes, users, presence .. ':node:' .. node }) do
        redis.call('PEXPIRE', key, life * 10)
      end
    else
      redis.call('ZREM', nodes, node)
    end
  end
end
if changed then
  send(live, notice)
end

local count = redis.call('HLEN', users)
local answer = { known, count }
if count <= listed then
  for _, user in ipairs(redis.call('HKEYS', users)) do
    answer[#answer + 1] = user
  end
end
return answer
