-- Shows a page of the jobs in one state: waiting ones in the order in which they will be taken, active ones lane by lane,
-- delayed ones by due time, finished ones newest first. A cursor is what the page before returned; jobs that change
-- their state meanwhile may be seen twice or not at all.
-- KEYS: prefix
-- ARGV: clock, state, cursor (empty for the first page), most jobs
-- Returns: cursor of the next page (empty: there is none), then per job as find-jobs.lua
-- include: jobs, lanes, describe
local prefix, state, cursor, most = KEYS[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local page = { '' }

local function add(id)
  page[#page + 1] = describe(prefix, id)
end

-- By lane: the cursor is the place of the last entry shown.
local function by_lane(entries_after)
  local from_lane, from_entry = string.match(cursor, '^(.)(.*)$')
  local reached = cursor == ''
  local looked = 0
  for _, lane in ipairs(LANES) do
    if lane[1] == from_lane then
      reached = true
    end
    if reached and looked < most then
      local after = lane[1] == from_lane and from_entry ~= '' and from_entry or nil
      for _, entry in ipairs(entries_after(prefix .. lane[2], after, most - looked)) do
        looked = looked + 1
        add(entry[2])
        page[1] = lane[1] .. entry[1]
      end
    end
  end
  if looked < most then
    page[1] = ''
  end
  return looked
end

local function undelivered(key, after, count)
  local last = '0-0'
  local groups = redis.pcall('XINFO', 'GROUPS', key)
  for i = 1, #(groups[1] or {}), 2 do
    if groups[1][i] == 'last-delivered-id' then
      last = groups[1][i + 1]
    end
  end
  local entries = {}
  local a, b = string.match(last, '^(%d+)-(%d+)$')
  local c, d = string.match(after or '0-0', '^(%d+)-(%d+)$')
  local later = tonumber(c) > tonumber(a) or tonumber(c) == tonumber(a) and tonumber(d) > tonumber(b)
  for i, entry in ipairs(redis.call('XRANGE', key, '(' .. (later and after or last), '+', 'COUNT', count)) do
    entries[i] = { entry[1], entry[2][1] }
  end
  return entries
end

local function leased(key, after, count)
  local entries = {}
  local pending = redis.pcall('XPENDING', key, GROUP, after and '(' .. after or '-', '+', count)
  for _, item in ipairs(pending) do
    local found = redis.call('XRANGE', key, item[1], item[1])[1]
    entries[#entries + 1] = { item[1], found and found[2][1] or '' }
  end
  return entries
end

-- Newest first; the cursor is how many newer ones were shown.
local function by_list(key, id_of)
  local skip = tonumber(cursor) or 0
  local items = redis.call('LRANGE', key, -skip - most, -skip - 1)
  for i = #items, 1, -1 do
    add(id_of(items[i]))
  end
  if #items == most then
    page[1] = string.format('%d', skip + most)
  end
end

if state == 'waiting' then
  -- First the lanes, then the lines, key by key; there the cursor is "q<how many of the line were shown> <key>".
  local skip, key = string.match(cursor, '^q(%d+) (.*)$')
  local looked = skip and 0 or by_lane(undelivered)
  if looked < most then
    key = key or redis.call('ZRANGEBYLEX', prefix .. 'keys:lined', '-', '+', 'LIMIT', 0, 1)[1]
    skip = tonumber(skip or 0)
    while key and looked < most do
      local ids = redis.call('ZRANGE', prefix .. 'key:' .. key, skip, skip + most - looked - 1)
      for _, id in ipairs(ids) do
        add(id)
      end
      looked, skip = looked + #ids, skip + #ids
      if looked < most then
        key, skip = redis.call('ZRANGEBYLEX', prefix .. 'keys:lined', '(' .. key, '+', 'LIMIT', 0, 1)[1], 0
      end
    end
    page[1] = key and string.format('q%d %s', skip, key) or ''
  end
elseif state == 'active' then
  by_lane(leased)
elseif state == 'delayed' then
  local skip = tonumber(cursor) or 0
  local ids = redis.call('ZRANGE', prefix .. 'delayed', skip, skip + most - 1)
  for _, id in ipairs(ids) do
    add(id)
  end
  if #ids == most then
    page[1] = string.format('%d', skip + most)
  end
elseif state == 'completed' then
  by_list(prefix .. 'completed', function(item) return string.match(item, '(%S+)$') end)
elseif state == 'cancelled' then
  by_list(prefix .. 'cancelled', function(item) return item end)
elseif state == 'failed' then
  local to = cursor == '' and '+' or '(' .. cursor
  local found = redis.call('XREVRANGE', prefix .. 'failed', to, '-', 'COUNT', most)
  for _, entry in ipairs(found) do
    add(entry[2][2])
    page[1] = entry[1]
  end
  if #found < most then
    page[1] = ''
  end
end
return page
