-- Shows a page of the jobs in one state, without their payloads: waiting ones in the order in which they will be taken,
-- active ones lane by lane, delayed ones by due time, parents that wait for children oldest first, finished ones newest
-- first. A page ends early when its jobs are large. A cursor is what the page before returned; jobs that change their
-- state meanwhile may be seen twice or not at all.
-- KEYS: prefix
-- ARGV: clock, state, cursor (empty for the first page), most jobs
-- Returns: cursor of the next page (empty: there is none), then per job {id, state, content without payload, due (ms),
--   {name, value, …}} (see describe.lua)
-- include: jobs, lanes, describe
local prefix, state, cursor, most = KEYS[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
-- Entries come with their payloads, which have to be read past: a few at a time, and not too many bytes a call.
local AT_A_TIME, MOST_BYTES = 8, 1048576
local page, looked, read = { '' }, 0, 0

local function is_full()
  return looked >= most or read >= MOST_BYTES
end

local function add(id, known_state, content)
  local shown, bytes = outline(prefix, id, known_state, content)
  page[#page + 1] = shown
  looked, read = looked + 1, read + bytes
end

-- By lane: the cursor is the place of the last entry shown.
local function by_lane(entries_after)
  local from_lane, from_entry = string.match(cursor, '^(.)(.*)$')
  local reached = cursor == ''
  for _, lane in ipairs(LANES) do
    local key, after = prefix .. lane[2], nil
    if lane[1] == from_lane then
      reached, after = true, from_entry ~= '' and from_entry or nil
    end
    while reached and not is_full() do
      local entries = entries_after(key, after, math.min(most - looked, AT_A_TIME))
      for _, entry in ipairs(entries) do
        add(entry[2], state, entry[3])
        after = entry[1]
        page[1] = lane[1] .. after
        if is_full() then
          break
        end
      end
      if #entries == 0 then
        break
      end
    end
  end
  if not is_full() then
    page[1] = ''
  end
end

-- The later one of two entries' ids.
local function later(one, other)
  local a, b = string.match(one, '^(%d+)-(%d+)$')
  local c, d = string.match(other, '^(%d+)-(%d+)$')
  if tonumber(a) == tonumber(c) then
    return tonumber(b) > tonumber(d) and one or other
  end
  return tonumber(a) > tonumber(c) and one or other
end

local delivered = {}
local function undelivered(key, after, count)
  if not delivered[key] then
    delivered[key] = last_delivered_of(key)
  end
  local entries = {}
  for i, entry in ipairs(redis.call('XRANGE', key, '(' .. later(after or '0-0', delivered[key]), '+', 'COUNT', count)) do
    entries[i] = { entry[1], entry[2][1], entry[2][2] }
  end
  return entries
end

local function leased(key, after, count)
  local entries = {}
  local pending = redis.pcall('XPENDING', key, GROUP, after and '(' .. after or '-', '+', count)
  for _, item in ipairs(pending) do
    local found = redis.call('XRANGE', key, item[1], item[1])[1]
    entries[#entries + 1] = { item[1], found and found[2][1] or '', found and found[2][2] }
  end
  return entries
end

-- Ids that were asked for by how many were shown before; of `most` there may be more.
local function by_count(skip, ids)
  for _, id in ipairs(ids) do
    if is_full() then
      break
    end
    add(id)
  end
  if looked < #ids or looked == most then
    page[1] = string.format('%d', skip + looked)
  end
end

-- Newest first, of a list that has the oldest first.
local function by_list(key, id_of)
  local skip, ids = tonumber(cursor) or 0, {}
  local items = redis.call('LRANGE', key, -skip - most, -skip - 1)
  for i = #items, 1, -1 do
    ids[#ids + 1] = id_of(items[i])
  end
  by_count(skip, ids)
end

if state == 'waiting' then
  -- First the lanes, then the lines, key by key; there the cursor is "q<how many of the line were shown> <key>".
  local skip, key = string.match(cursor, '^q(%d+) (.*)$')
  if not skip then
    by_lane(undelivered)
  end
  if not is_full() then
    key = key or redis.call('ZRANGEBYLEX', prefix .. 'keys:lined', '-', '+', 'LIMIT', 0, 1)[1]
    skip = tonumber(skip or 0)
    -- A line that became empty just now costs a look, too.
    local lines = 0
    while key and not is_full() and lines <= most do
      local ids = redis.call('ZRANGE', prefix .. 'key:' .. key, skip, skip + most - looked - 1)
      local shown = 0
      for _, id in ipairs(ids) do
        if is_full() then
          break
        end
        add(id)
        shown = shown + 1
      end
      skip, lines = skip + shown, lines + 1
      if not is_full() then
        key, skip = redis.call('ZRANGEBYLEX', prefix .. 'keys:lined', '(' .. key, '+', 'LIMIT', 0, 1)[1], 0
      end
    end
    page[1] = key and string.format('q%d %s', skip, key) or ''
  end
elseif state == 'active' then
  by_lane(leased)
elseif state == 'delayed' or state == 'waiting-children' then
  local skip = tonumber(cursor) or 0
  by_count(skip, redis.call('ZRANGE', prefix .. (state == 'delayed' and 'delayed' or 'parents'), skip, skip + most - 1))
elseif state == 'completed' then
  by_list(prefix .. 'completed', function(item) return string.match(item, '(%S+)$') end)
elseif state == 'cancelled' then
  by_list(prefix .. 'cancelled', function(item) return item end)
elseif state == 'failed' then
  local before = cursor
  repeat
    local found = redis.call('XREVRANGE', prefix .. 'failed', before == '' and '+' or '(' .. before, '-', 'COUNT',
      math.min(most - looked, AT_A_TIME))
    for _, entry in ipairs(found) do
      if not is_full() then
        add(entry[2][2])
        before = entry[1]
      end
    end
  until #found == 0 or is_full()
  page[1] = is_full() and before or ''
end
return page
