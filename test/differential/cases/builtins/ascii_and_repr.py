print(ascii('é\U0001f600\n'), repr('é\'"'), ascii(['ü']), repr('\x7f\u200b'))
