#!/usr/bin/env bash
# What somebody who knows ffmpeg well would type for the web ladder of a 1920x1080 film at 24 frames a second: one
# decode, one split, each rendition and the sound encoded once, written as HLS and as MP4 files at the same time.
# Its settings are those of the profile `web`.
#
# usage: baseline.sh FFMPEG SOURCE FOLDER
set -euo pipefail
ffmpeg=$1 source=$2 out=$3
mkdir -p "$out/hls"/{1080p,720p,480p,360p,audio}

hls='f=hls:hls_time=6:hls_playlist_type=vod:hls_segment_type=fmp4:hls_fmp4_init_filename=init.mp4'
mp4='f=mp4:movflags=+faststart'
outputs=
stream=0
for rendition in 1080p 720p 480p 360p; do
  folder="$out/hls/$rendition"
  outputs+="[select=\\'v:$stream\\':$hls:hls_segment_filename=$folder/%06d.m4s]$folder/index.m3u8|"
  outputs+="[select=\\'v:$stream,a\\':$mp4]$out/$rendition.mp4|"
  stream=$((stream + 1))
done
outputs+="[select=a:$hls:hls_segment_filename=$out/hls/audio/%06d.m4s]$out/hls/audio/index.m3u8"

LD_LIBRARY_PATH=$(dirname "$ffmpeg") "$ffmpeg" -hide_banner -loglevel error -nostdin -y -i "$source" \
  -filter_complex '
    [0:v:0]fps=24,format=yuv420p,split=2[v1080][a];
    [a]scale=1280:720:flags=bicubic,split=2[v720][b];
    [b]scale=854:480:flags=bicubic,setsar=1,split=2[v480][c];
    [c]scale=640:360:flags=bicubic,setsar=1[v360]' \
  -map '[v1080]' -map '[v720]' -map '[v480]' -map '[v360]' -map 0:a:0 \
  -c:v libx264 -preset fast -profile:v high -crf 22 -g 48 -keyint_min 48 -sc_threshold 0 \
  -maxrate:v:0 6000k -bufsize:v:0 12000k \
  -maxrate:v:1 3000k -bufsize:v:1 6000k \
  -maxrate:v:2 1200k -bufsize:v:2 2400k \
  -maxrate:v:3 700k -bufsize:v:3 1400k \
  -c:a aac -b:a 128k -ac 2 -ar 48000 \
  -map_metadata -1 -map_chapters -1 -flags +global_header -f tee "$outputs"
